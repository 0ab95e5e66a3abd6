/**
 * A small static server for the built site, as any host would serve it: directories by their
 * `index.html`, `404.html` for what is not there, gzip, and nothing from outside the folder.
 */
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import path from 'node:path'
import { pipeline } from 'node:stream'
import { createGzip } from 'node:zlib'
import { headersOf } from './hosting/site-headers.ts'

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
}
const compressed = new Set([
  '.css',
  '.html',
  '.js',
  '.json',
  '.svg',
  '.ttf',
  '.txt',
  '.webmanifest',
  '.xml',
])

export interface SiteOptions {
  /** The built site. */
  readonly directory: string
  /** The sub-path that the site was built for; `/` for none. */
  readonly base: string
  /** The first port to try; the next ones follow when it is taken. 0 takes any. */
  readonly port: number
}

export interface RunningSite {
  readonly url: string
  readonly port: number
  close(): Promise<void>
}

/** Serves until closed. Listens on this machine only, on both loopback addresses if there are two. */
export async function serveSite(options: SiteOptions): Promise<RunningSite> {
  const base = options.base.endsWith('/') ? options.base : `${options.base}/`
  const handle = (request: IncomingMessage, response: ServerResponse) =>
    answer(path.resolve(options.directory), base, request, response)

  const first = createServer(handle)
  const port = await listen(first, options.port, '127.0.0.1')
  const servers = [first]
  const second = createServer(handle)
  try {
    await listenOnce(second, port, '::1')
    servers.push(second)
  } catch {
    // No IPv6 here, or the port is taken there: `localhost` finds the first server.
  }
  return {
    url: `http://localhost:${port}${base}`,
    port,
    close: async () => {
      await Promise.all(servers.map(close))
    },
  }
}

function answer(
  root: string,
  base: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end()
    return
  }
  const address = pathOf(request.url ?? '/')
  if (address === undefined) {
    response.writeHead(400, { 'content-type': 'text/plain' }).end('Bad request')
    return
  }
  if (!address.startsWith(base)) {
    response.writeHead(302, { location: base }).end()
    return
  }
  const wanted = path.join(root, address.slice(base.length))
  const file =
    wanted === root || wanted.startsWith(root + path.sep)
      ? fileAt(wanted, address.endsWith('/'))
      : undefined
  if (file === 'directory') {
    response.writeHead(301, { location: `${address}/` }).end()
    return
  }
  if (file) send(root, file, 200, request, response)
  else send(root, path.join(root, '404.html'), 404, request, response)
}

/** The decoded path of a request, or nothing if it is malformed. */
function pathOf(url: string): string | undefined {
  try {
    return decodeURIComponent(new URL(url, 'http://localhost').pathname)
  } catch {
    return undefined
  }
}

/** The file to send for a path; `directory` where the path lacks its closing slash. */
function fileAt(wanted: string, isFolderAddress: boolean): string | 'directory' | undefined {
  const found = statSync(wanted, { throwIfNoEntry: false })
  if (found?.isFile()) return wanted
  if (!found?.isDirectory()) return undefined
  const index = path.join(wanted, 'index.html')
  if (!existsSync(index)) return undefined
  return isFolderAddress ? index : 'directory'
}

function send(
  root: string,
  file: string,
  status: number,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (!existsSync(file)) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found')
    return
  }
  const extension = path.extname(file)
  const zip =
    compressed.has(extension) && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  response.writeHead(status, {
    ...headersOf(path.relative(root, file).split(path.sep).join('/')),
    'content-type': types[extension] ?? 'application/octet-stream',
    vary: 'accept-encoding',
    ...(zip ? { 'content-encoding': 'gzip' } : {}),
  })
  if (request.method === 'HEAD') {
    response.end()
    return
  }
  const body = createReadStream(file)
  const done = () => response.destroyed || response.end()
  if (zip) pipeline(body, createGzip(), response, done)
  else pipeline(body, response, done)
}

/** Listens on the first free port from `port` on. */
async function listen(server: Server, port: number, host: string): Promise<number> {
  for (let candidate = port; ; candidate++) {
    try {
      return await listenOnce(server, candidate, host)
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
      if (!taken || candidate - port >= 50) throw error
    }
  }
}

function listenOnce(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
