import { describe, expect, it } from 'vitest'
import { testApiServer } from './api-server-for-tests.ts'

const names = ['a', 'b']

/** Two Pods that run, and as many budgets as are asked for. */
function server(budgets: readonly { readonly name: string; readonly allowed: number }[]) {
  const { ask } = testApiServer('lab')
  const place = { namespace: 'lab' } as const
  for (const name of names) {
    const spec = { containers: [{ name: 'main', image: 'nginx' }] }
    const metadata = { name, labels: { app: 'web' } }
    ask({ verb: 'create', resource: 'pods', ...place, body: { metadata, spec } })
    const conditions = [{ type: 'Ready', status: 'True' }]
    const status = { phase: 'Running', conditions }
    ask({
      verb: 'patch',
      resource: 'pods',
      subresource: 'status',
      ...place,
      name,
      body: { status },
      options: { patchType: 'merge' },
    })
  }
  for (const { name, allowed } of budgets) {
    const spec = { minAvailable: 1, selector: { matchLabels: { app: 'web' } } }
    const body = { metadata: { name }, spec }
    ask({ verb: 'create', resource: 'poddisruptionbudgets', ...place, body })
    const status = {
      observedGeneration: 1,
      disruptionsAllowed: allowed,
      currentHealthy: 2,
      desiredHealthy: 2 - allowed,
      expectedPods: 2,
    }
    ask({
      verb: 'patch',
      resource: 'poddisruptionbudgets',
      subresource: 'status',
      ...place,
      name,
      body: { status },
      options: { patchType: 'merge' },
    })
  }
  const evict = (name: string) =>
    ask({
      verb: 'create',
      resource: 'pods',
      subresource: 'eviction',
      ...place,
      name,
      body: { metadata: { name } },
    })
  return { ask, evict }
}

describe('evictPod', () => {
  it('deletes where nobody objects, and says which Pod is not there', () => {
    const { evict } = server([])
    expect(evict('a')).toMatchObject({ code: 201, body: { status: 'Success' } })
    expect(evict('c')).toMatchObject({ code: 404, body: { message: 'pods "c" not found' } })
  })

  it('spends a budget once', () => {
    const { evict } = server([{ name: 'hp', allowed: 1 }])
    expect(evict('a').code).toBe(201)
    expect(evict('b')).toMatchObject({
      code: 429,
      body: {
        message: "Cannot evict pod as it would violate the pod's disruption budget.",
        details: {
          causes: [
            {
              reason: 'DisruptionBudget',
              message: 'The disruption budget hp needs 1 healthy pods and has 2 currently',
            },
          ],
        },
      },
    })
  })

  it('knows no answer where two budgets hold one Pod', () => {
    const { evict } = server([
      { name: 'one', allowed: 1 },
      { name: 'two', allowed: 1 },
    ])
    expect(evict('a').code).toBe(500)
  })

  it('wants the name of the address', () => {
    const { ask } = server([])
    const request = { verb: 'create', resource: 'pods', subresource: 'eviction' } as const
    const body = { metadata: { name: 'b' } }
    expect(ask({ ...request, namespace: 'lab', name: 'a', body }).code).toBe(400)
  })
})
