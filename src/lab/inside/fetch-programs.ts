/**
 * `curl`, `wget`, `nslookup` and `nc`: what one asks the network with, and what they say when it does
 * not answer.
 *
 * *Leaves out:* bodies of requests are sent and not read; TLS, redirects, cookies.
 */
import type { Met } from './network.ts'
import type { Done } from './shell-commands.ts'

/** How these programs reach the network from where they run. */
export interface Line {
  readonly dnsServer: string
  resolve(name: string): readonly string[]
  /** Meets whoever listens there, and tells them of it. */
  request(asked: Asked): Met
  page(met: Extract<Met, { type: 'answered' }>): { readonly server: string; readonly body: string }
}

export interface Asked {
  readonly host: string
  readonly port: number
  readonly path: string
  readonly method: string
  readonly agent: string
}

export function fetchWith(line: Line, program: string, words: readonly string[]): Done {
  if (program === 'curl') return curl(line, words)
  if (program === 'wget') return wget(line, words)
  if (program === 'nslookup') return nslookup(line, words)
  return knock(line, words)
}

interface Address {
  readonly host: string
  readonly port: number
  readonly path: string
}

/** Nothing for what is no address of HTTP. */
function addressIn(text: string): Address | undefined {
  const [, scheme = 'http', host = '', port, path = '/'] =
    /^(?:([a-z]+):\/\/)?([^/:?#\s]+)(?::(\d{1,5}))?([/?][^#\s]*)?$/i.exec(text) ?? []
  if (host === '' || scheme !== 'http') return undefined
  return { host, port: Number(port ?? 80), path: path.startsWith('/') ? path : `/${path}` }
}

const curlValues = ['o', 'w', 'm', 'X', 'H', 'd', 'A', 'u']
const curlLong: Readonly<Record<string, string>> = {
  output: 'o',
  'write-out': 'w',
  'max-time': 'm',
  'connect-timeout': 'm',
  request: 'X',
  header: 'H',
  data: 'd',
  silent: 's',
  'show-error': 'S',
  fail: 'f',
  head: 'I',
  include: 'i',
  verbose: 'v',
  location: 'L',
  insecure: 'k',
}

interface Given {
  readonly flags: ReadonlyMap<string, string>
  readonly rest: readonly string[]
  readonly unknown?: string
}

function given(words: readonly string[], withValue: readonly string[]): Given {
  const flags = new Map<string, string>()
  const rest: string[] = []
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    if (word.startsWith('--')) {
      const letter = curlLong[word.slice(2)]
      if (!letter) return { flags, rest, unknown: word }
      flags.set(letter, withValue.includes(letter) ? (words[++index] ?? '') : '')
    } else if (word.startsWith('-') && word.length > 1)
      for (let at = 1; at < word.length; at++) {
        const letter = word[at] ?? ''
        const takes = withValue.includes(letter)
        flags.set(letter, takes ? word.slice(at + 1) || (words[++index] ?? '') : '')
        if (takes) break
      }
    else rest.push(word)
  }
  return { flags, rest }
}

function curl(line: Line, words: readonly string[]): Done {
  const { flags, rest, unknown } = given(words, curlValues)
  const isQuiet = flags.has('s') && !flags.has('S')
  const fail = (code: number, text: string): Done => ({
    stderr: isQuiet ? '' : `curl: (${code}) ${text}`,
    exitCode: code,
    ...(flags.has('w') ? { stdout: written(flags.get('w') ?? '', 0, 0) } : {}),
  })
  if (unknown) return fail(2, `option ${unknown}: is unknown`)
  const [text] = rest
  if (text === undefined) return fail(2, 'no URL specified')
  const address = addressIn(text)
  if (!address) {
    const scheme = /^[a-z]+/i.exec(text)?.[0] ?? text
    return fail(1, `Protocol "${scheme}" not supported: this world speaks plain HTTP`)
  }
  const { host, port } = address
  const method = flags.get('X') ?? (flags.has('I') ? 'HEAD' : flags.has('d') ? 'POST' : 'GET')
  const met = line.request({ ...address, method, agent: 'curl/8.14.1' })
  if (met.type === 'unknown-name') return fail(6, `Could not resolve host: ${host}`)
  if (met.type === 'refused')
    return fail(
      7,
      `Failed to connect to ${host} port ${port} after 0 ms: Could not connect to server`,
    )
  if (met.type !== 'answered') return fail(28, timedOut(flags.get('m'), host, port))
  if (met.status === undefined) return fail(52, 'Empty reply from server')
  const { server, body } = line.page(met)
  if (flags.has('f') && met.status >= 400)
    return fail(22, `The requested URL returned error: ${met.status}`)
  const head = `HTTP/1.1 ${met.status} ${met.status === 200 ? 'OK' : 'Not Found'}\nServer: ${server}\nContent-Type: text/html\nContent-Length: ${body.length}\n\n`
  const shown = `${flags.has('I') || flags.has('i') ? head : ''}${flags.has('I') ? '' : body}`
  return {
    stdout: (flags.has('o') ? '' : shown) + written(flags.get('w') ?? '', met.status, body.length),
  }
}

/** What `-w` asks for. */
function written(format: string, status: number, size: number): string {
  return format
    .replaceAll('%{http_code}', String(status).padStart(3, '0'))
    .replaceAll('%{response_code}', String(status).padStart(3, '0'))
    .replaceAll('%{size_download}', String(size))
    .replaceAll('\\n', '\n')
}

function timedOut(seconds: string | undefined, host: string, port: number): string {
  if (seconds !== undefined)
    return `Connection timed out after ${Math.round(Number(seconds) * 1000) || 0} milliseconds`
  return `Failed to connect to ${host} port ${port} after 134000 ms: Could not connect to server`
}

function wget(line: Line, words: readonly string[]): Done {
  const { flags, rest } = given(words, ['O', 'T', 't'])
  const [text = ''] = rest
  const address = addressIn(text)
  if (!address) return { stderr: `wget: bad address '${text}'`, exitCode: 1 }
  const met = line.request({ ...address, method: 'GET', agent: 'Wget' })
  const [ip = address.host] = line.resolve(address.host)
  const isQuiet = flags.has('q')
  const talk = (...lines: string[]) =>
    [...(isQuiet ? [] : [`Connecting to ${address.host} (${ip}:${address.port})`]), ...lines].join(
      '\n',
    )
  if (met.type === 'unknown-name')
    return { stderr: `wget: bad address '${address.host}'`, exitCode: 1 }
  if (met.type !== 'answered') {
    const problem =
      met.type === 'refused'
        ? `wget: can't connect to remote host (${ip}): Connection refused`
        : 'wget: download timed out'
    return { stderr: talk(problem), exitCode: 1 }
  }
  if (met.status === undefined) return { stderr: talk('wget: error getting response'), exitCode: 1 }
  if (met.status >= 400)
    return {
      stderr: talk(`wget: server returned error: HTTP/1.1 ${met.status} Not Found`),
      exitCode: 1,
    }
  const toStdout = flags.get('O') === '-'
  return { stdout: toStdout ? line.page(met).body : '', stderr: talk() }
}

function nslookup(line: Line, [name = '']: readonly string[]): Done {
  const head = `Server:\t\t${line.dnsServer}\nAddress:\t${line.dnsServer}:53\n\n`
  const found = line.resolve(name)
  if (found.length === 0)
    return { stdout: `${head}** server can't find ${name}: NXDOMAIN\n`, exitCode: 1 }
  return { stdout: `${head}${found.map((ip) => `Name:\t${name}\nAddress: ${ip}\n`).join('')}` }
}

/** `nc -z HOST PORT` */
function knock(line: Line, words: readonly string[]): Done {
  const [host = '', port = ''] = words.filter((word) => !word.startsWith('-'))
  const met = line.request({ host, port: Number(port), path: '/', method: 'GET', agent: 'nc' })
  return met.type === 'answered'
    ? {
        stderr: words.some((word) => /^-\w*v/.test(word)) ? `${host} (${met.ip}:${port}) open` : '',
      }
    : { stderr: met.type === 'unknown-name' ? `nc: bad address '${host}'` : '', exitCode: 1 }
}
