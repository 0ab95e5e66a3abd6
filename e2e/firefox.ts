/**
 * Another browser engine than that of the journeys, where the machine has one: Firefox runs one page
 * without a window, and the page sends back what it came to.
 */
import { spawn } from 'node:child_process'
import { access, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Where Firefox is: `FIREFOX`, or one of its names on the `PATH`. */
export async function findFirefox(): Promise<string | undefined> {
  const named = process.env['FIREFOX']
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  const candidates = folders.flatMap((folder) =>
    ['firefox', 'firefox-esr'].map((name) => path.join(folder, name)),
  )
  for (const candidate of named ? [named] : candidates) {
    if (
      await access(candidate).then(
        () => true,
        () => false,
      )
    )
      return candidate
  }
  return undefined
}

/** Runs `script` in Firefox; what its function `answer` returns comes back. */
export async function runInFirefox(firefox: string, script: string): Promise<unknown> {
  const profile = await mkdtemp(path.join(tmpdir(), 'firefox-'))
  let resolve: (answer: unknown) => void = () => {}
  let reject: (error: Error) => void = () => {}
  const arrived = new Promise<unknown>((onAnswer, onError) => {
    resolve = onAnswer
    reject = onError
  })
  const server = createServer((request, response) => {
    if (request.method !== 'POST') {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(pageOf(script))
      return
    }
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      response.end()
      resolve(JSON.parse(body))
    })
  })
  await new Promise<void>((onListening) => server.listen(0, '127.0.0.1', onListening))
  const { port } = server.address() as AddressInfo
  const address = `http://127.0.0.1:${port}/`
  const browser = spawn(firefox, ['--headless', '--no-remote', '--profile', profile, address], {
    stdio: 'ignore',
  })
  const ended = new Promise<void>((onEnd) => {
    browser.once('exit', () => onEnd())
    browser.once('error', (error) => {
      reject(error)
      onEnd()
    })
  })
  try {
    return await arrived
  } finally {
    browser.kill()
    await ended
    server.close()
    server.closeAllConnections()
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

function pageOf(script: string): string {
  return `<!doctype html><meta charset="utf-8"><title>Firefox</title><script>${script.replaceAll('</', '<\\/')}
let found
try { found = answer() } catch (error) { found = String(error) }
fetch('/', { method: 'POST', body: JSON.stringify(found) })</script>`
}
