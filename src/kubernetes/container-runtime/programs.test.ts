import { describe, expect, test } from 'vitest'
import { type Program, runInside, startProgram } from './programs.ts'

const busybox = 'docker.io/library/busybox'

function start(repository: string, ...command: string[]): Program {
  const result = startProgram({ repository, command })
  if (!result.ok) throw new Error(`no ${result.executable}`)
  return result.program
}

const sh = (script: string) => start(busybox, 'sh', '-c', script)

test('nginx listens on 80, runs on, and ends well when asked to', () => {
  const nginx = start('docker.io/library/nginx')
  expect(nginx.end).toBeUndefined()
  expect(nginx.listens?.[0]?.port).toBe(80)
  expect(nginx.onTerminate).toMatchObject({ exitCode: 0 })
})

test('busybox without a command is done at once', () => {
  expect(start(busybox).end).toEqual({ afterMs: 0, exitCode: 0 })
})

test('args alone replace what the image runs by default', () => {
  const result = startProgram({ repository: 'docker.io/library/nginx', args: ['sleep', '5'] })
  expect(result.ok && result.program.end).toEqual({ afterMs: 5000, exitCode: 0 })
})

test('an executable that is not there', () => {
  expect(startProgram({ repository: busybox, command: ['/bin/nope'] })).toEqual({
    ok: false,
    executable: '/bin/nope',
  })
  expect(startProgram({ repository: 'registry.k8s.io/pause', command: ['sh'] }).ok).toBe(false)
})

test.each<[string, Program['end']]>([
  ['exit 1', { afterMs: 0, exitCode: 1 }],
  ['sleep 2; exit 3', { afterMs: 2000, exitCode: 3 }],
  ['sleep 0.5 && false', { afterMs: 500, exitCode: 1 }],
  ['false || sleep 1m', { afterMs: 60_000, exitCode: 0 }],
  ['echo "a; exit 9"; true', { afterMs: 0, exitCode: 0 }],
  ['nosuchthing', { afterMs: 0, exitCode: 127 }],
  ['while true; do echo hello; sleep 10; done', undefined],
  ['while true; do sleep 3; exit 4; done', { afterMs: 3000, exitCode: 4 }],
  ['sleep 1\nwhile true\ndo\n  sleep 2\n  exit 4\ndone\n', { afterMs: 3000, exitCode: 4 }],
  ['sleep 30 & exit 0', { afterMs: 0, exitCode: 0 }],
  ['sleep 30 & wait', { afterMs: 30_000, exitCode: 0 }],
  ['echo hi > /tmp/x 2>&1; tail -f /dev/null', undefined],
  ['if true; then sleep 5; fi', { afterMs: 0, exitCode: 2 }],
])('sh -c %j', (script, end) => {
  expect(sh(script).end).toEqual(end)
})

describe('SIGTERM', () => {
  test('the first process of a container ignores it unless it set a trap', () => {
    expect(start(busybox, 'sleep', '3600').onTerminate).toBe('ignored')
    expect(sh('sleep 3600').onTerminate).toBe('ignored')
    expect(sh("trap '' TERM; sleep 3600 & wait").onTerminate).toBe('ignored')
  })
  test('a trap waits for the command in the foreground', () => {
    expect(sh("trap 'exit 0' TERM; while true; do sleep 1; done").onTerminate).toEqual({
      exitCode: 0,
      afterMs: 1000,
    })
    expect(sh("trap 'sleep 2; exit 5' SIGTERM; sleep 3600 & wait").onTerminate).toEqual({
      exitCode: 5,
      afterMs: 2000,
    })
  })
})

test('a file that is there for 30 seconds, seen from inside', () => {
  const program = sh('touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600')
  const look = (atMs: number) => runInside(program, ['cat', '/tmp/healthy'], atMs)
  expect(look(0).exitCode).toBe(0)
  expect(look(29_999).exitCode).toBe(0)
  expect(look(30_000)).toEqual({
    exitCode: 1,
    tookMs: 0,
    output: "cat: can't open '/tmp/healthy': No such file or directory",
  })
})

test('a program that eats its memory is killed at its limit', () => {
  const hungry = 'docker.io/arubeki/hungry'
  const memoryLimitBytes = 128 * 1024 * 1024
  const result = startProgram({ repository: hungry, memoryLimitBytes })
  const end = { afterMs: 2000, exitCode: 137, reason: 'OOMKilled' }
  expect(result.ok && result.program.end).toEqual(end)
})
