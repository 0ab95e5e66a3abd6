/**
 * The `docker` command as typed at the operator's desk: words in, text out. Each line is carried
 * out once, on the host it names, and then forgotten.
 *
 * *Upstream:* `docker/cli` cli/command/container, cli/command/formatter/container.go
 * *Leaves out:* all commands but run, start, stop, rm and ps; contexts, Compose, Swarm; most flags.
 */
import {
  type Container,
  durationText,
  type RestartCondition,
  type RestartPolicy,
  statusText,
} from './container.ts'
import type { DaemonAnswer, DockerHost, RunOptions } from './engine.ts'

export interface CommandResult {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

/** `docker -H ssh://host-1 run -d --name web-1 -p 80:80 nginx:1.27`. */
export function runCommand(
  line: string,
  hosts: readonly DockerHost[],
  nowMs: number,
): CommandResult {
  const words = line.trim().split(/\s+/)
  if (words.shift() !== 'docker') return failed(127, `${line.trim()}: command not found`)
  const host = hostOf(words, hosts)
  if (typeof host === 'string') return failed(1, host)
  const verb = words.shift() ?? ''
  if (!['run', 'start', 'stop', 'rm', 'ps'].includes(verb))
    return failed(1, `docker: unknown command: docker ${verb}`)
  if (!host.powered) return failed(1, cannotConnect(host.name))
  if (!host.daemon) return failed(1, noDaemon)
  switch (verb) {
    case 'run':
      return run(words, host)
    case 'ps':
      return printed(table(host, words.includes('-a') || words.includes('--all'), nowMs))
    case 'rm': {
      const force = words.includes('-f') || words.includes('--force')
      return each(words, (name) => host.remove(name, force))
    }
    default:
      return each(words, (name) => (verb === 'start' ? host.start(name) : host.stop(name)))
  }
}

/** Takes `-H ssh://…` off the words; without it the first host is meant. */
function hostOf(words: string[], hosts: readonly DockerHost[]): DockerHost | string {
  const [first] = hosts
  if (words[0] !== '-H' && words[0] !== '--host') return first ?? cannotConnect('localhost')
  const [, address = ''] = words.splice(0, 2)
  const name = address.replace(/^ssh:\/\//, '')
  return hosts.find((host) => host.name === name) ?? cannotConnect(name)
}

function run(words: readonly string[], host: DockerHost): CommandResult {
  const options = runOptions(words)
  if (typeof options === 'string') return failed(125, options)
  const pulled = host.hasImage(options.image) ? '' : pullText(options.image)
  const answer = host.run(options)
  return answer.ok
    ? { stdout: `${answer.value.id}\n`, stderr: pulled, exitCode: 0 }
    : failed(125, `${pulled}docker: Error response from daemon: ${answer.error}`)
}

function runOptions(words: readonly string[]): RunOptions | string {
  let name: string | undefined
  let restart: RestartPolicy = { condition: 'no', maximum: 0 }
  const ports: { host: number; container: number }[] = []
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    if (!word.startsWith('-'))
      return { ...(name === undefined ? {} : { name }), image: withTag(word), restart, ports }
    if (word === '-d' || word === '--detach') continue
    const [flag = '', value = words[++index] ?? ''] = word.split('=', 2)
    if (flag === '--name') name = value
    else if (flag === '-p' || flag === '--publish') {
      const [outside = '', inside = outside] = value.split(':')
      ports.push({ host: Number(outside), container: Number(inside) })
    } else if (flag === '--restart') {
      const policy = policyOf(value)
      if (!policy) return `invalid restart policy: unknown policy '${value}'`
      restart = policy
    } else return `unknown flag: ${flag}`
  }
  return "docker: 'docker run' requires at least 1 argument"
}

function policyOf(text: string): RestartPolicy | undefined {
  const [condition = '', maximum = '0'] = text.split(':')
  const known: readonly string[] = ['no', 'on-failure', 'always', 'unless-stopped']
  if (!known.includes(condition)) return undefined
  return { condition: condition as RestartCondition, maximum: Number(maximum) }
}

function each(
  words: readonly string[],
  act: (name: string) => DaemonAnswer<string>,
): CommandResult {
  const answers = words.filter((word) => !word.startsWith('-')).map(act)
  const said = answers.map((answer) => (answer.ok ? `${answer.value}\n` : ''))
  const errors = answers.map((answer) =>
    answer.ok ? '' : `Error response from daemon: ${answer.error}\n`,
  )
  const exitCode = answers.every(({ ok }) => ok) ? 0 : 1
  return { stdout: said.join(''), stderr: errors.join(''), exitCode }
}

/** `docker ps`: only what runs; with `-a` everything. Newest first. */
function table(host: DockerHost, all: boolean, nowMs: number): string {
  const shown = host.containers
    .filter(({ state }) => all || state === 'running' || state === 'restarting')
    .reverse()
  const rows = [
    ['CONTAINER ID', 'IMAGE', 'COMMAND', 'CREATED', 'STATUS', 'PORTS', 'NAMES'],
    ...shown.map((container) => [
      container.id.slice(0, 12),
      container.image,
      '"/docker-entrypoint.…"',
      `${durationText(nowMs - container.createdAtMs)} ago`,
      statusText(container, nowMs),
      portsText(container),
      container.name,
    ]),
  ]
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  const lines = rows.map((row) =>
    row.map((cell, column) => (column === 6 ? cell : cell.padEnd(widths[column] ?? 0))).join('   '),
  )
  return `${lines.join('\n')}\n`
}

function portsText({ state, ports }: Container): string {
  if (state !== 'running') return ''
  const pairs = ports.flatMap(({ host, container }) =>
    ['0.0.0.0', '[::]'].map((address) => `${address}:${host}->${container}/tcp`),
  )
  return pairs.join(', ')
}

function withTag(image: string): string {
  return image.includes(':') ? image : `${image}:latest`
}

function pullText(image: string): string {
  const [repository = '', tag = ''] = image.split(':')
  return (
    `Unable to find image '${image}' locally\n${tag}: Pulling from library/${repository}\n` +
    `Status: Downloaded newer image for ${image}\n`
  )
}

function cannotConnect(host: string): string {
  return `error during connect: ssh: connect to host ${host} port 22: Connection timed out`
}

const noDaemon =
  'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. ' +
  'Is the docker daemon running?'

function printed(stdout: string): CommandResult {
  return { stdout, stderr: '', exitCode: 0 }
}

function failed(exitCode: number, stderr: string): CommandResult {
  return { stdout: '', stderr: `${stderr}\n`, exitCode }
}
