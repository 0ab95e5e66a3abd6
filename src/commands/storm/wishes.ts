/** What a storm declares: Deployments of any size, strategy and image, good ones and bad ones. */
import type { Random } from '../../simulation/random.ts'

export const goodImages = ['nginx:1.14.2', 'nginx:1.16.1', 'httpd:2.4'] as const
/** One that no registry has, and one whose process ends as soon as it starts. */
export const badImages = ['nginx:no-such-tag', 'arubeki/crash:1'] as const

export interface Wish {
  readonly name: string
  readonly replicas: number
  readonly image: string
  readonly strategy: 'RollingUpdate' | 'Recreate'
  readonly maxSurge: number | string
  readonly maxUnavailable: number | string
  readonly cpu: string
  readonly minReadySeconds: number
  readonly hooks: object
}

export const mostReplicas = 8
const sleep = { sleep: { seconds: 4 } }

export function drawWish(random: Random, name: string): Wish {
  const maxSurge = random.pick([1, 2, '25%', '50%', 0])
  return {
    name,
    replicas: random.integer(0, mostReplicas),
    image: random.pick(goodImages),
    strategy: random.integer(0, 4) === 0 ? 'Recreate' : 'RollingUpdate',
    maxSurge,
    maxUnavailable: maxSurge === 0 ? random.pick([1, 2]) : random.pick([0, 1, '25%']),
    cpu: random.pick(['50m', '100m', '200m']),
    minReadySeconds: random.pick([0, 0, 0, 5]),
    hooks: random.pick([{}, {}, { preStop: sleep }, { postStart: sleep }]),
  }
}

/** A change of mind about one thing. */
export function changeWish(random: Random, wish: Wish): Wish {
  switch (random.integer(0, 4)) {
    case 0:
    case 1:
      return { ...wish, replicas: random.integer(0, mostReplicas) }
    case 2:
      return { ...wish, image: random.pick(goodImages) }
    case 3:
      return { ...wish, image: random.pick(badImages) }
    default:
      return { ...drawWish(random, wish.name), image: wish.image }
  }
}

export function manifestOf(wish: Wish): unknown {
  const { name, replicas, image, cpu, strategy, maxSurge, maxUnavailable, minReadySeconds } = wish
  const container = { name: 'main', image, resources: { requests: { cpu } } }
  const labels = { app: name }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas,
      minReadySeconds,
      selector: { matchLabels: labels },
      strategy: {
        type: strategy,
        ...(strategy === 'Recreate' ? {} : { rollingUpdate: { maxSurge, maxUnavailable } }),
      },
      template: {
        metadata: { labels },
        spec: { containers: [{ ...container, lifecycle: wish.hooks }] },
      },
    },
  }
}
