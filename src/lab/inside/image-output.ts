/**
 * What the servers of this world write when they start and end, and what they answer over HTTP.
 *
 * *Upstream:* the images `nginx`, `httpd`, `redis` on Docker Hub
 * *Leaves out:* most of it: the lines by which one recognises such a program.
 */
import { timeOf } from '../../kubernetes/api/time.ts'
import type { LogLine } from '../../kubernetes/inside.ts'

/** A life of a container: from when, until when, and how it ended. */
export interface Life {
  readonly startMs: number
  readonly endMs?: number | undefined
  readonly exitCode?: number | undefined
  readonly address: string
  /** `1.29` */
  readonly tag: string
}

type Output = (life: Life) => readonly LogLine[]

/** `2026/01/01 00:00:30` */
const nginxTime = (ms: number) => timeOf(ms).slice(0, 19).replaceAll('-', '/').replace('T', ' ')

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** `01 Jan 2026`, with another sign between where asked for. */
function dayText(ms: number, between: string): string {
  const [year, month, day] = timeOf(ms).slice(0, 10).split('-')
  return [day, months[Number(month) - 1], year].join(between)
}

function nginx({ startMs, endMs, exitCode, tag }: Life): readonly LogLine[] {
  const script = '/docker-entrypoint.sh'
  const begun = [
    `${script}: /docker-entrypoint.d/ is not empty, will attempt to perform configuration`,
    `${script}: Looking for shell scripts in /docker-entrypoint.d/`,
    `${script}: Configuration complete; ready for start up`,
    `${nginxTime(startMs)} [notice] 1#1: using the "epoll" event method`,
    `${nginxTime(startMs)} [notice] 1#1: nginx/${/^[\d.]+/.exec(tag)?.[0] ?? '1.29'}`,
    `${nginxTime(startMs)} [notice] 1#1: start worker processes`,
  ].map((text) => ({ atMs: startMs, text }))
  if (endMs === undefined || exitCode !== 0) return begun
  const text = `${nginxTime(endMs)} [notice] 1#1: signal 15 (SIGTERM) received, exiting`
  return [...begun, { atMs: endMs, text }]
}

function httpd({ startMs, address }: Life): readonly LogLine[] {
  const name = `AH00558: httpd: Could not reliably determine the server's fully qualified domain name, using ${address}. Set the 'ServerName' directive globally to suppress this message`
  const ready = `[${dayText(startMs, ' ')} ${timeOf(startMs).slice(11, 19)}] [mpm_event:notice] [pid 1:tid 1] AH00489: Apache/2.4 (Unix) configured -- resuming normal operations`
  return [name, ready].map((text) => ({ atMs: startMs, text }))
}

function redis({ startMs }: Life): readonly LogLine[] {
  const at = `${dayText(startMs, ' ')} ${timeOf(startMs).slice(11, 19)}.000`
  return [
    `1:C ${at} * oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo`,
    `1:M ${at} * Server initialized`,
    `1:M ${at} * Ready to accept connections tcp`,
  ].map((text) => ({ atMs: startMs, text }))
}

function crash({ startMs, endMs }: Life): readonly LogLine[] {
  const begun = { atMs: startMs, text: 'starting' }
  return endMs === undefined
    ? [begun]
    : [begun, { atMs: endMs, text: 'fatal: cannot read the configuration' }]
}

/** By the name of the executable. */
export const imageOutput: Readonly<Record<string, Output>> = {
  nginx,
  httpd,
  'httpd-foreground': httpd,
  'redis-server': redis,
  crash,
  stubborn: ({ startMs }) => [{ atMs: startMs, text: 'running; SIGTERM is ignored' }],
  hungry: ({ startMs }) => [{ atMs: startMs, text: 'taking 64 MiB each second' }],
  pause: () => [],
}

export interface Page {
  readonly server: string
  readonly body: string
}

/** What a web server of this name sends with a status. */
export function pageOf(executable: string, status: number): Page {
  const isNginx = executable === 'nginx'
  const server = isNginx ? 'nginx' : 'Apache/2.4 (Unix)'
  const title = status === 200 ? (isNginx ? 'Welcome to nginx!' : 'It works!') : '404 Not Found'
  return {
    server,
    body: `<!DOCTYPE html>\n<html>\n<head><title>${title}</title></head>\n<body><h1>${title}</h1></body>\n</html>\n`,
  }
}

/** A line of an access log. */
export function accessLine(
  from: string,
  request: { readonly method: string; readonly path: string; readonly agent: string },
  status: number,
  bytes: number,
  atMs: number,
): LogLine {
  const { method, path, agent } = request
  const at = `${dayText(atMs, '/')}:${timeOf(atMs).slice(11, 19)} +0000`
  const text = `${from} - - [${at}] "${method} ${path} HTTP/1.1" ${status} ${bytes} "-" "${agent}" "-"`
  return { atMs, text }
}
