import { expect, it } from 'vitest'
import { rolloutStatus } from './rollout-status.ts'

const deployment = (generation: number, replicas: number, status: object) => ({
  metadata: { name: 'foo', generation },
  spec: { replicas },
  status,
})

it('tells in the order of upstream’s tests how far a Deployment has come', () => {
  const says = (object: unknown) => rolloutStatus('Deployment', object)
  expect(says(deployment(2, 2, { observedGeneration: 1 }))).toEqual({
    message: 'Waiting for deployment spec update to be observed...\n',
    done: false,
  })
  expect(says(deployment(0, 1, { observedGeneration: 1, replicas: 1 }))).toMatchObject({
    message:
      'Waiting for deployment "foo" rollout to finish: 0 out of 1 new replicas have been updated...\n',
  })
  expect(
    says(deployment(1, 1, { observedGeneration: 1, replicas: 2, updatedReplicas: 1 })),
  ).toMatchObject({
    message:
      'Waiting for deployment "foo" rollout to finish: 1 old replicas are pending termination...\n',
  })
  expect(
    says(
      deployment(1, 2, {
        observedGeneration: 1,
        replicas: 2,
        updatedReplicas: 2,
        availableReplicas: 2,
      }),
    ),
  ).toEqual({
    message: 'deployment "foo" successfully rolled out\n',
    done: true,
  })
  const conditions = [{ type: 'Progressing', reason: 'ProgressDeadlineExceeded' }]
  expect(says(deployment(1, 2, { observedGeneration: 1, conditions }))).toEqual({
    error: 'deployment "foo" exceeded its progress deadline',
  })
})

it('knows DaemonSets and StatefulSets', () => {
  const daemonSet = {
    metadata: { name: 'foo', generation: 0 },
    status: { desiredNumberScheduled: 1, observedGeneration: 1 },
  }
  expect(rolloutStatus('DaemonSet', daemonSet)).toMatchObject({
    message:
      'Waiting for daemon set "foo" rollout to finish: 0 out of 1 new pods have been updated...\n',
  })
  const onDelete = { spec: { updateStrategy: { type: 'OnDelete' } } }
  expect(rolloutStatus('StatefulSet', onDelete)).toHaveProperty('error')
  expect(rolloutStatus('Job', {})).toHaveProperty('error')
})
