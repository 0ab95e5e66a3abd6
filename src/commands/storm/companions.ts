/**
 * What a storm declares beside its Deployments: one of each other kind, drawn anew each time it is
 * declared. How each must stand when the storm is over is in `companions-at-rest.ts`.
 */
import type { ResourceName } from '../../kubernetes/api/resource-types.ts'
import type { Random } from '../../simulation/random.ts'
import { badImages, goodImages } from './wishes.ts'

/** Bare Pods and Jobs are what they are; the others may be declared anew over what there is. */
export interface Companion {
  readonly name: string
  readonly resource: ResourceName
  readonly canChange: boolean
  draw(random: Random): Manifest
}

/** Only what it asks for is read again. */
export interface Manifest {
  readonly kind: string
  readonly spec: {
    readonly replicas?: number
    readonly completions?: number
    readonly template?: PodTemplate
    readonly [key: string]: unknown
  }
  readonly [key: string]: unknown
}

interface PodTemplate {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> }
  readonly spec: { readonly containers: readonly { readonly image: string }[] }
}

const requests = { cpu: '50m' }

function template(name: string, image: string, more: object = {}): PodTemplate {
  const containers = [{ name: 'main', image, resources: { requests } }]
  return { metadata: { labels: { app: name } }, spec: { containers, ...more } }
}

function manifest(
  apiVersion: string,
  kind: string,
  name: string,
  spec: Manifest['spec'],
): Manifest {
  return { apiVersion, kind, metadata: { name, labels: { app: name } }, spec }
}

/** Its Pod is bound to the node where its volume was made. */
const claimTemplate = {
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
}

/** Mostly one that works. */
function drawImage(random: Random): string {
  return random.pick([...goodImages, ...goodImages, ...badImages])
}

export const companions: readonly Companion[] = [
  {
    name: 'db',
    resource: 'statefulsets',
    canChange: true,
    draw: (random) =>
      manifest('apps/v1', 'StatefulSet', 'db', {
        replicas: random.integer(0, 4),
        serviceName: 'db',
        selector: { matchLabels: { app: 'db' } },
        podManagementPolicy: 'OrderedReady',
        volumeClaimTemplates: [claimTemplate],
        template: template('db', drawImage(random)),
      }),
  },
  {
    name: 'agent',
    resource: 'daemonsets',
    canChange: true,
    draw: (random) =>
      manifest('apps/v1', 'DaemonSet', 'agent', {
        selector: { matchLabels: { app: 'agent' } },
        template: template('agent', drawImage(random)),
      }),
  },
  {
    name: 'task',
    resource: 'jobs',
    canChange: false,
    draw(random) {
      const seconds = random.pick([1, 5, 60])
      const command = ['sh', '-c', `sleep ${seconds}; exit ${random.pick([0, 0, 0, 1])}`]
      const containers = [{ name: 'main', image: 'busybox:1.36', command, resources: { requests } }]
      const restartPolicy = random.pick(['Never', 'OnFailure'])
      return manifest('batch/v1', 'Job', 'task', {
        completions: random.integer(1, 4),
        parallelism: random.integer(1, 3),
        backoffLimit: random.integer(0, 4),
        template: {
          metadata: { labels: { app: 'task' } },
          spec: { containers, restartPolicy },
        } as PodTemplate,
      })
    },
  },
  {
    name: 'front',
    resource: 'services',
    canChange: false,
    draw: () =>
      manifest('v1', 'Service', 'front', { selector: { app: 'web' }, ports: [{ port: 80 }] }),
  },
  {
    name: 'guard',
    resource: 'poddisruptionbudgets',
    canChange: true,
    draw: (random) =>
      manifest('policy/v1', 'PodDisruptionBudget', 'guard', {
        ...random.pick([{ minAvailable: 1 }, { minAvailable: '50%' }, { maxUnavailable: 1 }]),
        selector: { matchLabels: { app: 'web' } },
      }),
  },
  {
    name: 'lone',
    resource: 'pods',
    canChange: false,
    draw: (random) =>
      manifest('v1', 'Pod', 'lone', {
        containers: template('lone', drawImage(random)).spec.containers,
        restartPolicy: random.pick(['Always', 'Always', 'OnFailure']),
      }),
  },
]
