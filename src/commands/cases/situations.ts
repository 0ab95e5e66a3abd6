/**
 * The situations of kubectl's messages, brought about in a small cluster by kubectl itself: what the
 * row's words and its command take for granted is there before the command is run.
 */

import type { Desk, Session } from '../../kubectl/command.ts'
import { startLine } from '../../kubectl/kubectl.ts'
import { deskOf } from '../../kubectl/transcripts/play-transcript.ts'
import { type Cluster, createCluster } from '../../kubernetes/cluster.ts'
import { fullDistribution } from '../../kubernetes/components.ts'
import type { MachineSpec } from '../../kubernetes/infrastructure/machine.ts'

export interface Said {
  readonly output: readonly string[]
  readonly exitCode: number
}

export function sayIn(situation: string, command: string): Said {
  const cluster = createCluster({
    distribution: fullDistribution,
    seed: 1,
    machines: machines(),
  })
  cluster.simulation.advance(10_000)
  const desk = deskOf(cluster)
  const session: Session = { context: 'x', namespace: 'default', files: new Map(files) }
  for (const line of before(situation, command)) {
    type(cluster, desk, session, line)
    cluster.simulation.advance(5_000)
  }
  return type(cluster, desk, session, quoted(command))
}

function type(cluster: Cluster, desk: Desk, session: Session, line: string): Said {
  const running = startLine(desk, session, line)
  let result = running.poll()
  for (let count = 0; result === 'waiting' && count < 1_000; count++) {
    cluster.simulation.advance(100)
    result = running.poll()
  }
  if (result === 'waiting') throw new RangeError(`${line} does not end`)
  const text = running.printed.flatMap(({ to, text: own }) => (to === 'hint' ? [] : [own])).join('')
  const output = text === '' ? [] : text.replace(/\n$/, '').split('\n')
  return { output, exitCode: result.exitCode }
}

/** The row's command has lost the quotes that a shell needs around JSON. */
function quoted(command: string): string {
  return command.replace(/ (\{.*\}|\[.*\])(?= |$)/, " '$1'")
}

/** The commands that lead to the situation. */
function before(situation: string, command: string): readonly string[] {
  const lines = ['lab', 'gr', 'casc'].map((name) => `kubectl create namespace ${name}`)
  if (!isThere(situation)) return lines
  const words = command.split(/\s+/)
  const flag = words.indexOf('-n')
  const scope = flag < 0 ? '' : ` -n ${words[flag + 1]}`
  if (/-f y\//.test(command) && /kubectl create|made by create/.test(situation))
    lines.push('kubectl create -f y/dep.yaml')
  else if (/-f y\//.test(command) && /exists|same|differs|changes/.test(situation))
    lines.push(`kubectl apply -f y/${/differs/.test(situation) ? 'other' : 'dep'}.yaml`)
  for (const [kind, name] of targetsOf(words)) {
    if (kind === 'pod') lines.push(`kubectl run ${name} --image=nginx:1.27${scope}`)
    else if (name === 'nginx-deployment') lines.push('kubectl apply -f y/dep.yaml')
    else lines.push(`kubectl create deployment ${name} --image=nginx:1.27 --replicas=2${scope}`)
  }
  const target = command.match(/\b(deploy\w*)[ /]([\w-]+)/)
  if (target) lines.push(...stateOf(situation, `deploy/${target[2]}${scope}`, target[2] ?? ''))
  if (/^node cordoned/.test(situation)) lines.push('kubectl cordon worker-1')
  if (/taint.*(there|set|exists)/.test(situation) && !/no such|not there/.test(situation))
    lines.push('kubectl taint nodes worker-1 dedicated=db:NoSchedule')
  if (/service \S+ exists/.test(situation)) lines.push(command)
  if (/^(create|run)$/.test(words[1] ?? '') && !/-f /.test(command) && /exists/.test(situation))
    lines.push(command)
  if (words[1] === 'set' && /same|already/.test(situation)) lines.push(command)
  if (/^HPA .*exists/.test(situation)) lines.push(command)
  return lines
}

function isThere(situation: string): boolean {
  return (
    /revision/.test(situation) ||
    !/does not exist|neither exists|no such (resource|file|flag)/.test(situation)
  )
}

/** The Deployments and Pods that a command names. */
function targetsOf(words: readonly string[]): readonly (readonly [string, string])[] {
  const found: [string, string][] = []
  const verb = words[1] ?? ''
  const starts = words.findIndex((word) => /^(deploy\w*|pods?|po)$/.test(word))
  for (const word of words) {
    const named = /^(deploy\w*|pods?|po)\/([\w-]+)$/.exec(word)
    if (named) found.push([named[1]?.startsWith('po') ? 'pod' : 'deployment', named[2] ?? ''])
  }
  if (starts > 0 && verb !== 'create' && verb !== 'run')
    for (const word of words.slice(starts + 1)) {
      if (word.startsWith('-') || /[=:]|-$/.test(word)) break
      found.push([words[starts]?.startsWith('po') ? 'pod' : 'deployment', word])
    }
  return found
}

function stateOf(situation: string, target: string, name: string): readonly string[] {
  const lines: string[] = []
  const replicas = /(\d+) replicas/.exec(situation)?.[1] ?? /already (\d+)/.exec(situation)?.[1]
  if (replicas) lines.push(`kubectl scale ${target} --replicas=${replicas}`)
  const label = /label (\w+=\w+) set/.exec(situation)?.[1]
  if (label ?? /^label set/.test(situation))
    lines.push(`kubectl label ${target} ${label ?? 'tier=web'}`)
  if (/annotated|annotation set/.test(situation) && !/not annotated/.test(situation))
    lines.push(`kubectl annotate ${target} note=old`)
  if (/paused/.test(situation) && !/not paused/.test(situation))
    lines.push(`kubectl rollout pause ${target}`)
  const image = /runs (\S+)/.exec(situation)?.[1]
  if (image && name === 'nginx-deployment') lines.push(`kubectl set image ${target} nginx=${image}`)
  return lines
}

const manifest = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: nginx-deployment
  labels:
    app: nginx
spec:
  replicas: 2
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
        - name: nginx
          image: nginx:1.27
          ports:
            - containerPort: 80
`

const files: readonly (readonly [string, string])[] = [
  ['y/dep.yaml', manifest],
  ['y/other.yaml', manifest.replace('replicas: 2', 'replicas: 3')],
  ['y/dep-sel2.yaml', manifest.replaceAll('app: nginx\n', 'app: other\n')],
]

function machines(): readonly MachineSpec[] {
  const machine = (name: string, role: MachineSpec['role']): MachineSpec => ({
    name,
    role,
    cpuMilli: 4_000,
    memoryBytes: 8 * 1024 ** 3,
    maxPods: 110,
    pullsAtOnce: true,
  })
  return [machine('control-plane', 'control-plane'), machine('worker-1', 'worker')]
}
