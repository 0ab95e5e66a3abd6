import { beforeEach, describe, expect, test } from 'vitest'
import { Simulation } from '../../simulation/simulation.ts'
import { createHost, type RunningHost } from '../host.ts'
import { PhysicalMachine } from '../infrastructure/machine.ts'
import { Network } from '../infrastructure/network.ts'
import { connect } from '../infrastructure/sockets.ts'
import { containerRuntime } from './container-runtime.ts'
import type { Answer, ContainerRuntime, CriImage, PodSandbox } from './cri.ts'
import { crashContainer, machineContents } from './machine-contents.ts'

const busybox = 'docker.io/library/busybox:1.36'

class Bench {
  readonly simulation = new Simulation('runtime')
  readonly network = new Network()
  readonly machine: PhysicalMachine
  running: RunningHost | undefined

  constructor(runtime: 'containerd' | 'cri-o' = 'containerd') {
    const size = { cpuMilli: 1000, memoryBytes: 2 ** 30, maxPods: 10 }
    const images = ['nginx:1.14.2', 'busybox:1.36']
    this.machine = new PhysicalMachine(
      { name: 'worker-1', role: 'worker', ...size, runtime, images },
      1,
    )
    this.start()
  }

  start(): void {
    const { simulation, network, machine } = this
    const environment = { simulation, network, machine, informers: new Map() }
    this.running = createHost(containerRuntime, environment)
    containerRuntime.start?.(this.running.host)
    this.runtime.updateRuntimeConfig({ podCidr: '10.244.1.0/24' })
  }

  stop(): void {
    this.running?.stop()
    this.running = undefined
  }

  powerCycle(): void {
    this.stop()
    this.machine.powerOff()
    this.machine.powerOn()
    this.start()
  }

  get runtime(): ContainerRuntime {
    const result = this.network.dial('container-runtime', this.machine)
    if (!result.ok) throw new Error(result.problem)
    return result.service
  }

  /** Call and wait for the answer. */
  ask<T>(call: (reply: (answer: Answer<T>) => void) => void): Answer<T> {
    let heard: Answer<T> | undefined
    call((answer) => {
      heard = answer
    })
    while (!heard && this.simulation.step());
    if (!heard) throw new Error('no answer')
    return heard
  }

  sandbox(uid = 'uid-1', attempt = 0) {
    const config = { uid, name: 'web', namespace: 'default', attempt }
    const answer = this.ask<PodSandbox>((reply) => this.runtime.runPodSandbox(config, reply))
    if (!answer.ok) throw new Error(answer.error)
    return answer.value
  }

  run(sandboxId: string, image: string, ...command: string[]): string {
    const config = { name: 'c', image, requestedImage: image, attempt: 0, oomScoreAdjust: 1000 }
    const created = this.runtime.createContainer(sandboxId, {
      ...config,
      ...(command.length > 0 ? { command } : {}),
    })
    if (!created.ok) throw new Error(created.error)
    const started = this.ask<void>((reply) => this.runtime.startContainer(created.value, reply))
    if (!started.ok) throw new Error(started.error)
    return created.value
  }

  container(id: string) {
    return this.runtime.listContainers().find((container) => container.id === id)
  }
}

let bench: Bench
beforeEach(() => {
  bench = new Bench()
})

describe('containers', () => {
  test('nginx runs, listens, and ends well', () => {
    const { id, ip } = bench.sandbox()
    const container = bench.run(id, 'docker.io/library/nginx:1.14.2')
    expect(container).toMatch(/^[0-9a-f]{64}$/)
    expect(bench.container(container)?.state).toBe('running')
    bench.simulation.advance(1000)
    const { machine, simulation } = bench
    expect(connect(machine, ip, 80, simulation.now).type).toBe('accepted')
    expect(connect(machine, ip, 81, simulation.now).type).toBe('refused')
    bench.ask<void>((reply) => bench.runtime.stopContainer(container, 30_000, reply))
    expect(bench.container(container)).toMatchObject({ state: 'exited', exitCode: 0 })
    expect(bench.container(container)?.reason).toBe('Completed')
    expect(connect(machine, ip, 80, simulation.now).type).toBe('refused')
    expect(simulation.atRest).toBe(true)
  })

  test('SIGKILL comes after the grace period', () => {
    const container = bench.run(bench.sandbox().id, busybox, 'sleep', '3600')
    const startMs = bench.simulation.now
    bench.ask<void>((reply) => bench.runtime.stopContainer(container, 5000, reply))
    expect(bench.simulation.now - startMs).toBe(5000)
    expect(bench.container(container)).toMatchObject({ exitCode: 137, reason: 'Error' })
  })

  test('a program that is not there cannot be started', () => {
    expect(() => bench.run(bench.sandbox().id, busybox, 'nope')).toThrow(
      'exec: "nope": executable file not found in $PATH',
    )
    const [failed] = bench.runtime.listContainers()
    expect(failed).toMatchObject({ state: 'exited', exitCode: 128, reason: 'StartError' })
  })

  test('a crash from outside', () => {
    const container = bench.run(bench.sandbox().id, 'docker.io/library/nginx:1.14.2')
    expect(crashContainer(bench.machine, 'uid-1', 'other')).toBe(false)
    expect(crashContainer(bench.machine, 'uid-1')).toBe(true)
    expect(bench.container(container)).toMatchObject({ state: 'exited', exitCode: 137 })
    expect(crashContainer(bench.machine, 'uid-1')).toBe(false)
  })
})

describe('the process of the runtime stops', () => {
  test('containers run on, and their ends are known when it is back', () => {
    const { id } = bench.sandbox()
    const server = bench.run(id, 'docker.io/library/nginx:1.14.2')
    const short = bench.run(id, busybox, 'sh', '-c', 'sleep 5; exit 3')
    const startedMs = bench.container(short)?.startedAtMs ?? 0
    bench.stop()
    bench.simulation.advance(60_000)
    const states = machineContents(bench.machine).containers.map(({ state }) => state)
    expect(states).toEqual(['running', 'exited'])
    bench.start()
    expect(bench.container(server)?.state).toBe('running')
    expect(bench.container(short)).toMatchObject({
      state: 'exited',
      exitCode: 3,
      finishedAtMs: startedMs + 5000,
    })
  })

  test('an end that is still to come, comes', () => {
    const short = bench.run(bench.sandbox().id, busybox, 'sleep', '10')
    bench.stop()
    bench.simulation.advance(2000)
    bench.start()
    expect(bench.container(short)?.state).toBe('running')
    bench.simulation.settle()
    expect(bench.container(short)).toMatchObject({ state: 'exited', exitCode: 0 })
  })

  test('whoever waits for an answer hears that the connection broke', () => {
    const heard: Answer<CriImage>[] = []
    const told: (string | undefined)[] = []
    bench.runtime.onChange((uid) => told.push(uid))
    bench.runtime.pullImage('httpd:2.4', (answer) => heard.push(answer))
    bench.stop()
    expect(heard).toEqual([
      {
        ok: false,
        error: 'rpc error: code = Unavailable desc = error reading from server: EOF',
      },
    ])
    expect(told).toEqual([undefined])
  })

  test('a crash while it is away is not lost', () => {
    const container = bench.run(bench.sandbox().id, 'docker.io/library/nginx:1.14.2')
    bench.stop()
    expect(crashContainer(bench.machine, 'uid-1')).toBe(true)
    bench.start()
    expect(bench.container(container)).toMatchObject({ state: 'exited', exitCode: 137 })
  })
})

test('after a power cut containers are lost, images and records are not', () => {
  const sandbox = bench.sandbox()
  const container = bench.run(sandbox.id, 'docker.io/library/nginx:1.14.2')
  bench.powerCycle()
  expect(bench.container(container)).toMatchObject({
    state: 'exited',
    exitCode: 255,
    reason: 'Unknown',
  })
  expect(bench.runtime.listPodSandboxes()[0]?.state).toBe('not-ready')
  expect(bench.runtime.imageStatus('nginx:1.14.2')).toBeDefined()
  const { machine, simulation } = bench
  expect(connect(machine, sandbox.ip, 80, simulation.now).type).toBe('no-route')
})

describe('addresses', () => {
  test('one after another, never twice at once, round and round', () => {
    const first = bench.sandbox('a')
    expect(first.ip).toBe('10.244.1.2')
    expect(bench.sandbox('b').ip).toBe('10.244.1.3')
    bench.runtime.removePodSandbox(first.id)
    const given = new Set<string>()
    for (let pod = 0; pod < 252; pod++) given.add(bench.sandbox(`pod-${pod}`).ip)
    expect(given.size).toBe(252)
    expect(given.has('10.244.1.3')).toBe(false)
    expect(given.has('10.244.1.2')).toBe(true)
  })

  test('a full range is an error, not a duplicate', () => {
    bench.runtime.updateRuntimeConfig({ podCidr: '10.244.1.0/29' })
    for (const uid of ['a', 'b', 'c', 'd', 'e']) bench.sandbox(uid)
    expect(() => bench.sandbox('f')).toThrow('no IP addresses available')
  })
})

describe('images', () => {
  const pull = (image: string) =>
    bench.ask<CriImage>((reply) => bench.runtime.pullImage(image, reply))

  test('a pull takes the longer the larger the image, and next to nothing the second time', () => {
    const startMs = bench.simulation.now
    expect(pull('httpd:2.4')).toMatchObject({
      value: { name: 'docker.io/library/httpd:2.4', sizeBytes: 59_197_342 },
    })
    expect(bench.simulation.now - startMs).toBe(800 + Math.round(59_197_342 / 25_000))
    const againMs = bench.simulation.now
    pull('httpd:2.4')
    expect(bench.simulation.now - againMs).toBe(800)
  })

  test.each([
    ['nginx:9.99', 'code = NotFound', 'docker.io/library/nginx:9.99: not found'],
    ['nosuchthing', 'code = Unknown', 'pull access denied, repository does not exist'],
    ['registry.example/web:1', 'code = Unknown', 'lookup registry.example: no such host'],
  ])('%s: %s, %s', (image, code, detail) => {
    const answer = pull(image)
    expect(!answer.ok && answer.error).toContain(code)
    expect(!answer.ok && answer.error).toContain(detail)
  })

  test('CRI-O says it in its own words', () => {
    bench = new Bench('cri-o')
    expect(bench.runtime.version()).toEqual({ name: 'cri-o', version: '1.35.0' })
    const answer = pull('nginx:9.99')
    expect(!answer.ok && answer.error).toContain('manifest unknown')
  })
})
