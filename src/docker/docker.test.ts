import { expect, test } from 'vitest'
import { durationText } from './container.ts'
import { createDocker } from './docker.ts'

const options = { seed: 1, hosts: ['host-1', 'host-2'], images: ['nginx:1.27'] }
const runWeb = (flags = '') => `docker -H ssh://host-1 run -d --name web ${flags} nginx:1.27`

function running(flags = '') {
  const docker = createDocker(options)
  docker.type(runWeb(flags))
  docker.advanceTo(20_000)
  const state = () => docker.hosts[0]?.containers[0]?.state
  const host = docker.hosts[0]
  if (!host) throw new Error('no host')
  return { docker, host, state }
}

test('a run prints the id, starts the container, and is forgotten', () => {
  const docker = createDocker(options)
  const { stdout, stderr, exitCode } = docker.type(runWeb('-p 80:80'))
  expect(stdout).toMatch(/^[0-9a-f]{64}\n$/)
  expect([stderr, exitCode]).toEqual(['', 0])
  docker.advanceTo(5_000)
  const { stdout: table } = docker.type('docker ps')
  expect(table).toMatch(/^CONTAINER ID {3}IMAGE {8}COMMAND/)
  expect(table).toContain('Up 4 seconds')
  expect(table).toContain('0.0.0.0:80->80/tcp, [::]:80->80/tcp   web')
})

test('the same line again conflicts and changes nothing', () => {
  const { docker, host } = running()
  const { stderr, exitCode } = docker.type(runWeb())
  expect(exitCode).toBe(125)
  expect(stderr).toContain('Conflict. The container name "/web" is already in use by container')
  expect(host.containers).toHaveLength(1)
})

test('without a name there is one container more each time', () => {
  const docker = createDocker(options)
  docker.type('docker run -d nginx:1.27')
  docker.type('docker run -d nginx:1.27')
  const names = docker.hosts[0]?.containers.map(({ name }) => name)
  expect(names).toHaveLength(2)
  expect(names?.every((name) => /^[a-z]+_[a-z]+$/.test(name))).toBe(true)
})

test('what crashed stays down without a restart policy, however long one waits', () => {
  const { docker, host, state } = running()
  host.crash('web')
  docker.advanceTo(3_700_000)
  expect(state()).toBe('exited')
  expect(docker.type('docker ps -a').stdout).toContain('Exited (137) About an hour ago')
  expect(docker.type('docker start web').stdout).toBe('web\n')
  docker.advanceTo(3_701_000)
  expect(state()).toBe('running')
})

test('a restart policy brings back what crashed, with growing waits', () => {
  const { docker, host, state } = running('--restart always')
  host.crash('web')
  expect(state()).toBe('restarting')
  docker.advanceTo(21_000)
  expect(state()).toBe('running')
  for (const waitMs of [200, 400, 800]) {
    host.crash('web')
    const at = docker.now
    docker.advanceTo(at + waitMs)
    expect(state()).toBe('restarting')
    docker.advanceTo(at + waitMs + 400)
    expect(state()).toBe('running')
  }
})

test('on-failure gives up after its number of tries', () => {
  const { docker, host, state } = running('--restart=on-failure:1')
  host.crash('web')
  docker.advanceTo(21_000)
  expect(state()).toBe('running')
  host.crash('web')
  expect(state()).toBe('exited')
})

test.each([
  ['no', 'exited'],
  ['on-failure', 'exited'],
  ['always', 'running'],
  ['unless-stopped', 'running'],
])('after a power cut --restart %s leaves the container %s, on its own host', (policy, after) => {
  const { docker, host, state } = running(`--restart ${policy}`)
  host.powerOff()
  docker.advanceTo(600_000)
  expect(state()).toBe('exited')
  expect(docker.hosts[1]?.containers).toEqual([])
  const { stderr } = docker.type('docker -H ssh://host-1 ps')
  expect(stderr).toBe(
    'error during connect: ssh: connect to host host-1 port 22: Connection timed out\n',
  )
  host.powerOn()
  docker.advanceTo(700_000)
  expect(state()).toBe(after)
})

test('what was stopped by hand comes back with its daemon only under always', () => {
  for (const [policy, after] of [
    ['always', 'running'],
    ['unless-stopped', 'exited'],
  ]) {
    const { docker, host, state } = running(`--restart ${policy}`)
    docker.type('docker stop web')
    host.restartDaemon()
    expect(docker.type('docker ps').stderr).toContain('Is the docker daemon running?')
    docker.advanceTo(docker.now + 5_000)
    expect(state()).toBe(after)
  }
})

test('a taken port leaves the new container created', () => {
  const { docker, host } = running('-p 80:80')
  const { stderr } = docker.type('docker run -d --name other -p 80:80 nginx:1.27')
  expect(stderr).toContain('Bind for 0.0.0.0:80 failed: port is already allocated')
  expect(host.containers[1]?.state).toBe('created')
})

test('mistakes are told as Docker tells them', () => {
  const docker = createDocker(options)
  expect(docker.type('docker start nobody').stderr).toBe(
    'Error response from daemon: No such container: nobody\n',
  )
  expect(docker.type('docker run --restart often nginx').exitCode).toBe(125)
  expect(docker.type('docker run --gpus all nginx').stderr).toContain('unknown flag: --gpus')
  expect(docker.type('docker run -d').exitCode).toBe(125)
  expect(docker.type('docker fly').stderr).toContain('unknown command')
  expect(docker.type('dokcer ps').exitCode).toBe(127)
  docker.type(runWeb())
  docker.advanceTo(1_000)
  expect(docker.type('docker rm web').stderr).toContain('container is running')
  expect(docker.type('docker rm -f web').stdout).toBe('web\n')
})

test('an image that is not there is pulled first', () => {
  const docker = createDocker({ seed: 1, hosts: ['host-1'] })
  expect(docker.type('docker run -d nginx:1.27').stderr).toContain(
    "Unable to find image 'nginx:1.27' locally",
  )
  docker.advanceTo(1_000)
  expect(docker.hosts[0]?.containers[0]?.state).toBe('created')
  docker.advanceTo(4_000)
  expect(docker.hosts[0]?.containers[0]?.state).toBe('running')
})

test('durations are said as Docker says them', () => {
  const minute = 60_000
  const said = [0, 1_000, 59_000, minute, 2 * minute, 60 * minute, 50 * 60 * minute]
  expect(said.map(durationText)).toEqual([
    'Less than a second',
    '1 second',
    '59 seconds',
    'About a minute',
    '2 minutes',
    'About an hour',
    '2 days',
  ])
})
