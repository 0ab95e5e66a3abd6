import { expect, test } from 'vitest'
import { testCluster } from '../kubernetes/cluster-for-tests.ts'
import type { Session } from './command.ts'
import { startLine } from './kubectl.ts'
import { deskOf } from './transcripts/play-transcript.ts'

function prompt() {
  const cluster = testCluster()
  const desk = deskOf(cluster)
  const session: Session = {
    context: 'x',
    namespace: 'default',
    files: new Map(),
    aliases: new Map(),
    typed: [],
  }
  return (line: string) => {
    const running = startLine(desk, session, line)
    let result = running.poll()
    for (let count = 0; result === 'waiting' && count < 600; count++) {
      cluster.simulation.advance(100)
      result = running.poll()
    }
    if (result === 'waiting') result = running.interrupt()
    return `${result.stdout}${result.stderr}`.trimEnd()
  }
}

test('a pipe may end in kubectl, and begin in a file', () => {
  const says = prompt()
  expect(says('kubectl create ns lab --dry-run=client -o yaml > ns.yaml; ls')).toBe('ns.yaml')
  expect(says('cat ns.yaml | kubectl apply -f -')).toBe('namespace/lab created')
  expect(says('kubectl apply -f - < ns.yaml')).toBe('namespace/lab unchanged')
  expect(says('kubectl get nodes -o name | xargs -n1 echo x | tail -1')).toBe('x node/node-3')
})

test('one pipe follows another, as the sign between them says', () => {
  const says = prompt()
  expect(says('true && echo yes; false || echo no')).toBe('yes\nno')
  expect(says('kubectl get ns nope 2>/dev/null || echo gone')).toBe('gone')
  expect(says('kubectl get nope 2>&1 | wc -l')).toBe('1')
})

test('names of one’s own, earlier lines, and a watch that shows what is new', () => {
  const says = prompt()
  says('alias kg="kubectl get"')
  expect(says('kg ns default -o name')).toBe('namespace/default')
  expect(says('history').split('\n')).toHaveLength(3)
  expect(says('watch -n 1 kubectl get ns default -o name')).toBe(
    'Every 1.0s: kubectl get ns default -o name\n\nnamespace/default',
  )
})
