/** Each component that only the cluster for real clients has: what it does, and that nobody else does. */
import { describe, expect, it } from 'vitest'
import type { ForClients } from '../kubernetes/component.ts'
import { core, crd, crds, crontabs, open } from './cluster-for-tests.ts'

/** What each component is for, seen with it and missed without. */
const symptoms: Readonly<Record<ForClients, (at: ReturnType<typeof open>) => Promise<boolean>>> = {
  'post-start-hooks': async ({ read }) =>
    (await read(`${core}/services/kubernetes`)).kind === 'Service',
  'customresourcedefinition-controller': async ({ lab, send, read }) => {
    await send('POST', crds, crd)
    lab.settle()
    return (await read(`${crds}/crontabs.example.com`)).status.conditions.length > 0
  },
  'custom-resource-collector': async ({ lab, send, read }) => {
    await send('POST', crds, crd)
    lab.settle()
    const { body } = await send('POST', crontabs, {
      metadata: { name: 'a' },
      spec: { cron: '* *' },
    })
    const { apiVersion, kind, metadata } = body
    const ownerReferences = [{ apiVersion, kind, name: 'a', uid: metadata.uid }]
    await send('POST', `${core}/configmaps`, { metadata: { name: 'c', ownerReferences } })
    lab.advance(3000)
    expect((await read(`${core}/configmaps/c`)).kind).toBe('ConfigMap')
    await send('DELETE', `${crontabs}/a`, { propagationPolicy: 'Foreground' })
    lab.advance(5000)
    return (
      (await read(`${core}/configmaps/c`)).code === 404 &&
      (await read(`${crontabs}/a`)).code === 404
    )
  },
  'endpoints-controller': async ({ lab, send, read }) => {
    const spec = { selector: { app: 'w' }, ports: [{ port: 80 }] }
    await send('POST', `${core}/services`, { metadata: { name: 's' }, spec })
    lab.settle()
    return (await read(`${core}/endpoints/s`)).kind === 'Endpoints'
  },
  'replicationcontroller-controller': async ({ lab, send, read }) => {
    const template = {
      metadata: { labels: { app: 'r' } },
      spec: { containers: [{ name: 'c', image: 'nginx:1.27' }] },
    }
    const rc = { metadata: { name: 'r' }, spec: { replicas: 2, template } }
    await send('POST', `${core}/replicationcontrollers`, rc)
    lab.settle()
    const pods = await read(`${core}/pods?labelSelector=app%3Dr`)
    const { status } = await read(`${core}/replicationcontrollers/r`)
    return pods.items.length === 2 && status.readyReplicas === 2
  },
  'resourcequota-controller': async ({ lab, send, read }) => {
    const hard = { pods: '1' }
    await send('POST', `${core}/resourcequotas`, { metadata: { name: 'q' }, spec: { hard } })
    lab.settle()
    return (await read(`${core}/resourcequotas/q`)).status?.used !== undefined
  },
}

describe.each(Object.entries(symptoms))('%s', (name, works) => {
  it('does its work, and is missed where it is away', async () => {
    expect(await works(open())).toBe(true)
    if (name !== 'post-start-hooks') expect(await works(open(name as ForClients))).toBe(false)
  })
})
