/** Small Deployments and ReplicaSets for the tests of the decisions beside this file. */
import type { Deployment, ReplicaSet, ReplicaSetStatus } from '../../api/apps.ts'
import type { Labels } from '../../api/meta.ts'
import { desiredAnnotation, maxAnnotation, revisionAnnotation } from './revisions.ts'

const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c' }] } }

export function deployment(
  spec: Partial<Deployment['spec']> = {},
  status: Deployment['status'] = {},
): Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'web',
      namespace: 'default',
      uid: 'd',
      resourceVersion: '1',
      generation: 1,
      creationTimestamp: '2026-01-01T00:00:00Z',
    },
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'web' } },
      template,
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' },
      },
      ...spec,
    },
    status,
  }
}

export interface ReplicaSetTraits {
  readonly replicas?: number
  readonly status?: Partial<ReplicaSetStatus>
  readonly created?: string
  readonly revision?: number
  /** What the annotations remember of the Deployment's size. */
  readonly desired?: number
  readonly max?: number
  readonly deleted?: string
  readonly generation?: number
}

export function replicaSet(name: string, traits: ReplicaSetTraits = {}): ReplicaSet {
  const { replicas = 0, status = {}, created = '2026-01-01T00:00:00Z', deleted } = traits
  const annotations: Labels = Object.fromEntries(
    [
      [revisionAnnotation, traits.revision],
      [desiredAnnotation, traits.desired],
      [maxAnnotation, traits.max],
    ].flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  )
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-${name}`,
      resourceVersion: '1',
      generation: traits.generation ?? 0,
      creationTimestamp: created,
      annotations,
      ...(deleted ? { deletionTimestamp: deleted } : {}),
    },
    spec: { replicas, selector: { matchLabels: { app: 'web' } }, template },
    status: { replicas, ...status },
  }
}
