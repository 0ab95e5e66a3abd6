import { expect, it } from 'vitest'
import { create, podsOf, readyPods, seconds, testCluster } from '../cluster-for-tests.ts'

type Json = Readonly<Record<string, unknown>>

function started(spec: Json, container: Json) {
  const cluster = testCluster({ workers: 1 })
  create(cluster, 'pods', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', labels: { app: 'p' } },
    spec: { containers: [{ name: 'c', image: 'nginx:1.27', ...container }], ...spec },
  })
  cluster.simulation.advance(seconds(15))
  const waiting = () => podsOf(cluster, 'p')[0]?.status?.containerStatuses?.[0]?.state?.waiting
  const said = () => cluster.objects('events').map(({ reason, message }) => `${reason}: ${message}`)
  const give = (data: Json) => {
    const metadata = { name: 'nocm' }
    create(cluster, 'configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata, data })
    cluster.simulation.advance(seconds(20))
  }
  return { cluster, waiting, said, give }
}

it('does not create a container whose environment names a ConfigMap that is not there', () => {
  const valueFrom = { configMapKeyRef: { name: 'nocm', key: 'color' } }
  const { cluster, waiting, said, give } = started({}, { env: [{ name: 'COLOR', valueFrom }] })
  expect(waiting()).toEqual({
    reason: 'CreateContainerConfigError',
    message: 'configmap "nocm" not found',
  })
  expect(said()).toContain('Failed: Error: configmap "nocm" not found')
  give({ colour: 'red' })
  expect(waiting()?.message).toBe("couldn't find key color in ConfigMap default/nocm")
  expect(readyPods(cluster, 'p')).toEqual([])
})

it('waits for a volume, and starts when it can be filled', () => {
  const volumes = [{ name: 'v', configMap: { name: 'nocm' } }]
  const { cluster, waiting, said, give } = started({ volumes }, {})
  expect(waiting()).toEqual({ reason: 'ContainerCreating' })
  expect(said()).toContain(
    'FailedMount: MountVolume.SetUp failed for volume "v" : configmap "nocm" not found',
  )
  give({})
  expect(readyPods(cluster, 'p')).toHaveLength(1)
})

it('does without what is optional', () => {
  const envFrom = [{ secretRef: { name: 'none', optional: true } }]
  expect(readyPods(started({}, { envFrom }).cluster, 'p')).toHaveLength(1)
})
