import { expect, it } from 'vitest'
import {
  create,
  deployment,
  deploymentNamed,
  seconds,
  testCluster,
} from '../../cluster-for-tests.ts'
import { autoscaler } from '../kinds-for-tests.ts'

it('keeps the number between its bounds, and says that nobody measures the load', () => {
  const cluster = testCluster()
  create(cluster, 'deployments', deployment({ replicas: 6 }))
  create(cluster, 'horizontalpodautoscalers', autoscaler('web', 2, 4))
  cluster.simulation.advance(seconds(40))
  expect(deploymentNamed(cluster)?.spec.replicas).toBe(4)
  const { status } = cluster.objects('horizontalpodautoscalers')[0] ?? {}
  expect(status).toMatchObject({ currentReplicas: 4, currentMetrics: null })
  expect(status?.conditions).toMatchObject([
    { type: 'AbleToScale', status: 'True' },
    { type: 'ScalingActive', status: 'False', reason: 'FailedGetResourceMetric' },
  ])
  const said = cluster.objects('events').map(({ message }) => message)
  expect(said).toContain('New size: 4; reason: Current number of replicas above Spec.MaxReplicas')
})
