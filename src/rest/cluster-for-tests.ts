/** The cluster for real clients behind its HTTP face, for tests that ask it over HTTP. */
import { clientDistribution } from '../kubernetes/client-distribution.ts'
import type { ComponentName } from '../kubernetes/component.ts'
import { openInside } from '../lab/inside/open-inside.ts'
import { createLab } from '../lab/lab.ts'
import type { Scenario } from '../lab/scenario.ts'
import { createRest } from './rest.ts'

const machine = { cpu: '2', memory: '4Gi' }
export const scenario: Scenario = {
  id: 'two-machines',
  title: { ja: '', en: '' },
  machines: [
    { name: 'control-plane', role: 'control-plane', ...machine },
    { name: 'node-1', role: 'worker', ...machine },
  ],
  bootMs: 30_000,
}
const yaml = { read: JSON.parse, write: (value: unknown) => `yaml: ${JSON.stringify(value)}` }
export const core = '/api/v1/namespaces/default'
export const crds = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
export const crontabs = '/apis/example.com/v1/namespaces/default/crontabs'
export const crd = {
  metadata: { name: 'crontabs.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'crontabs', kind: 'CronTab', shortNames: ['ct'] },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        additionalPrinterColumns: [{ name: 'Spec', type: 'string', jsonPath: '.spec.cron' }],
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                required: ['cron'],
                properties: {
                  cron: { type: 'string', pattern: '^\\S+ \\S+$' },
                  replicas: { type: 'integer', minimum: 1, default: 2 },
                },
              },
              status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
            },
          },
        },
      },
    ],
  },
}

export function open(stopped?: ComponentName) {
  const lab = createLab({ scenario, seed: 1, distribution: clientDistribution })
  if (stopped) lab.act({ type: 'stop', component: stopped })
  const backend = {
    get now() {
      return lab.backend.now
    },
    handle: lab.backend.handle,
    watch: lab.backend.watch,
    inside: openInside(lab.view),
  }
  const rest = createRest(backend, yaml)
  const ask = (path: string, init: RequestInit = {}) =>
    rest(new Request(`http://cluster${path}`, init))
  const send = async (method: string, path: string, body?: unknown, headers = {}) => {
    const init = body === undefined ? {} : { body: JSON.stringify(body) }
    const answer = await ask(path, {
      method,
      ...init,
      headers: { 'content-type': 'application/json', ...headers },
    })
    return { code: answer.status, body: await answer.json() }
  }
  const read = async (path: string, headers: Record<string, string> = {}) =>
    (await ask(path, { headers })).json()
  return { lab, ask, send, read }
}
