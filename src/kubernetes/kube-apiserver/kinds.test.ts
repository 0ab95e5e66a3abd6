/** What the kinds beyond the first ones refuse, and in which words. */
import { describe, expect, it } from 'vitest'
import type { Secret } from '../api/configuration.ts'
import type { Pod } from '../api/core.ts'
import { testApiServer } from './api-server-for-tests.ts'
import { encodeBase64 } from './base64.ts'
import type { Request, Response, Status } from './request.ts'

type Json = Readonly<Record<string, unknown>>

const labels = { app: 'x' }
const container = { name: 'c', image: 'nginx:1.27' }
const selector = { matchLabels: labels }
const template = { metadata: { labels }, spec: { containers: [container] } }
const ending = { spec: { restartPolicy: 'Never', containers: [container] } }
const kinds = {
  configmaps: ['v1', 'ConfigMap'],
  secrets: ['v1', 'Secret'],
  serviceaccounts: ['v1', 'ServiceAccount'],
  priorityclasses: ['scheduling.k8s.io/v1', 'PriorityClass'],
  daemonsets: ['apps/v1', 'DaemonSet'],
  statefulsets: ['apps/v1', 'StatefulSet'],
  jobs: ['batch/v1', 'Job'],
  cronjobs: ['batch/v1', 'CronJob'],
  poddisruptionbudgets: ['policy/v1', 'PodDisruptionBudget'],
  horizontalpodautoscalers: ['autoscaling/v2', 'HorizontalPodAutoscaler'],
  pods: ['v1', 'Pod'],
} as const
type Kind = keyof typeof kinds

function request(resource: Kind, content: Json, name = 'x'): Omit<Request, 'user' | 'cause'> {
  const [apiVersion, kind] = kinds[resource]
  const namespaced = resource === 'priorityclasses' ? {} : { namespace: 'default' }
  const body = { apiVersion, kind, metadata: { name }, ...content }
  return { verb: 'create', resource, ...namespaced, body }
}

function causesOf({ body }: Response): readonly string[] {
  const { details, message } = body as Status
  return details?.causes?.map((cause) => `${cause.field}: ${cause.message}`) ?? [message ?? '']
}

const create = (resource: Kind, content: Json, name?: string) =>
  testApiServer().ask(request(resource, content, name))

describe('refused', () => {
  const job = (spec: Json) => ({ spec: { template: ending, ...spec } })
  const cron = (spec: Json) => ({
    spec: { schedule: '@daily', jobTemplate: { spec: { template: ending } }, ...spec },
  })
  const set = (spec: Json) => ({ spec: { selector, template, ...spec } })
  const scaler = (spec: Json) => ({
    spec: {
      maxReplicas: 3,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'd' },
      ...spec,
    },
  })
  const cases: readonly (readonly [Kind, Json, string])[] = [
    ['configmaps', { data: { '..': 'a' } }, 'data[..]: Invalid value: "..": must not be \'..\''],
    [
      'configmaps',
      { data: { a: 'b' }, binaryData: { a: 'YQ==' } },
      'data[a]: Invalid value: "a": duplicate of key present in binaryData',
    ],
    ['secrets', { type: 'kubernetes.io/tls' }, 'data[tls.crt]: Required value'],
    [
      'priorityclasses',
      { value: 1_000_000_001 },
      'value: Forbidden: maximum allowed value of a user defined priority is 1000000000',
    ],
    [
      'daemonsets',
      set({ updateStrategy: { rollingUpdate: { maxSurge: 1 } } }),
      'spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero',
    ],
    [
      'daemonsets',
      set({ updateStrategy: { rollingUpdate: { maxUnavailable: 0 } } }),
      'spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0',
    ],
    [
      'daemonsets',
      set({ updateStrategy: { type: 'Slow', rollingUpdate: { maxSurge: 1 } } }),
      'spec.updateStrategy: Unsupported value: {"Type":"Slow","RollingUpdate":{"MaxUnavailable":0,"MaxSurge":1}}: supported values: "RollingUpdate", "OnDelete"',
    ],
    [
      'daemonsets',
      set({ updateStrategy: { rollingUpdate: { maxSurge: 'some' } } }),
      "spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: \"some\": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
    ],
    [
      'statefulsets',
      set({ serviceName: 'a.b' }),
      'spec.serviceName: Invalid value: "a.b": must not contain dots',
    ],
    [
      'statefulsets',
      set({ updateStrategy: { type: 'Slow' } }),
      'spec.updateStrategy: Invalid value: {"Type":"Slow","RollingUpdate":null}: must be \'RollingUpdate\' or \'OnDelete\'',
    ],
    [
      'statefulsets',
      set({ persistentVolumeClaimRetentionPolicy: { whenScaled: 'Keep' } }),
      'spec.persistentVolumeClaimRetentionPolicy.whenScaled: Unsupported value: "Keep": supported values: "Retain", "Delete"',
    ],
    [
      'statefulsets',
      set({ podManagementPolicy: 'Any' }),
      "spec.podManagementPolicy: Invalid value: \"Any\": must be 'OrderedReady' or 'Parallel'",
    ],
    [
      'statefulsets',
      set({ volumeClaimTemplates: [{}] }),
      'spec.volumeClaimTemplates[0].metadata.name: Required value',
    ],
    [
      'jobs',
      job({ backoffLimit: -1 }),
      'spec.backoffLimit: Invalid value: -1: must be greater than or equal to 0',
    ],
    [
      'jobs',
      { spec: { template: { spec: { containers: [container] } } } },
      'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
    ],
    [
      'jobs',
      job({ completionMode: 'Indexed', parallelism: 2 }),
      'spec.completions: Required value: when completion mode is Indexed',
    ],
    [
      'jobs',
      job({ successPolicy: { rules: [] } }),
      'spec.successPolicy: Invalid value: {"rules":[]}: requires indexed completion mode',
    ],
    [
      'jobs',
      job({
        podFailurePolicy: {
          rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [0] } }],
        },
      }),
      'spec.podFailurePolicy.rules[0].onExitCodes.values[0]: Invalid value: 0: must not be 0 for the In operator',
    ],
    [
      'jobs',
      job({ completionMode: 'Indexed', completions: 3, successPolicy: { rules: [{}] } }),
      'spec.successPolicy.rules[0]: Required value: at least one of succeededCount or succeededIndexes must be specified',
    ],
    [
      'jobs',
      job({
        completionMode: 'Indexed',
        completions: 3,
        successPolicy: { rules: [{ succeededIndexes: '0,2', succeededCount: 3 }] },
      }),
      'spec.successPolicy.rules[0].succeededCount: Invalid value: 3: must be less than or equal to 2 (the number of indexes in the specified succeededIndexes field)',
    ],
    [
      'jobs',
      job({
        completionMode: 'Indexed',
        completions: 3,
        successPolicy: { rules: [{ succeededIndexes: '2-5' }] },
      }),
      'spec.successPolicy.rules[0].succeededIndexes: Invalid value: "2-5": error parsing succeededIndexes: too large index: "5"',
    ],
    [
      'jobs',
      job({ managedBy: 'me' }),
      'spec.managedBy: Invalid value: "me": must be a domain-prefixed path (such as "acme.io/foo")',
    ],
    [
      'jobs',
      job({ podFailurePolicy: { rules: [{ action: 'FailJob' }] } }),
      'spec.podFailurePolicy.rules[0]: Invalid value: specifying one of OnExitCodes and OnPodConditions is required',
    ],
    [
      'jobs',
      job({ podFailurePolicy: { rules: [{ onPodConditions: [{ type: 'Ready' }] }] } }),
      'spec.podFailurePolicy.rules[0].action: Required value: valid values: ["Count" "FailIndex" "FailJob" "Ignore"]',
    ],
    [
      'cronjobs',
      cron({ schedule: '61 * * * *' }),
      'spec.schedule: Invalid value: "61 * * * *": end of range (61) above maximum (59): 61',
    ],
    [
      'cronjobs',
      cron({ schedule: 'TZ=UTC 0 0 * * *' }),
      'spec.schedule: Invalid value: "TZ=UTC 0 0 * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead',
    ],
    [
      'cronjobs',
      cron({ concurrencyPolicy: 'Never' }),
      'spec.concurrencyPolicy: Unsupported value: "Never": supported values: "Allow", "Forbid", "Replace"',
    ],
    [
      'cronjobs',
      cron({ timeZone: 'nowhere' }),
      'spec.timeZone: Invalid value: "nowhere": unknown time zone nowhere',
    ],
    [
      'poddisruptionbudgets',
      { spec: { minAvailable: '101%' } },
      'spec.minAvailable: Invalid value: "101%": must not be greater than 100%',
    ],
    [
      'horizontalpodautoscalers',
      scaler({ scaleTargetRef: { kind: 'Deployment', name: 'd' } }),
      'spec.scaleTargetRef.apiVersion: Invalid value: "": apiVersion must specify API group',
    ],
    [
      'horizontalpodautoscalers',
      scaler({ minReplicas: 5 }),
      'spec.maxReplicas: Invalid value: 3: must be greater than or equal to `minReplicas`',
    ],
    [
      'horizontalpodautoscalers',
      scaler({
        metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization' } } }],
      }),
      'spec.metrics[0].resource.target.averageUtilization: Required value: must set either a target raw value or a target utilization',
    ],
  ]
  it.each(cases)('%s %o: %s', (resource, content, said) =>
    expect(causesOf(create(resource, content))[0]).toBe(said),
  )

  it('names that could not be those of the Pods', () => {
    expect(causesOf(create('statefulsets', set({}), 'a.b'))).toEqual([
      'metadata.name: Invalid value: "a.b": must not contain dots',
    ])
    const indexed = job({ completionMode: 'Indexed', completions: 3 })
    expect(causesOf(create('jobs', indexed, 'a.b'))).toEqual([
      'metadata.name: Invalid value: "a.b": will not able to create pod with invalid DNS label: a.b-2',
    ])
    expect(create('poddisruptionbudgets', { spec: {} }, 'A_b').code).toBe(201)
    expect(causesOf(create('jobs', job({}), ''))).toEqual([
      'metadata.name: Required value: name or generateName is required',
    ])
  })

  it('a CronJob whose Jobs would have too long a name', () =>
    expect(causesOf(create('cronjobs', cron({}), 'c'.repeat(53)))).toEqual([
      `metadata.name: Invalid value: "${'c'.repeat(53)}": must be no more than 52 characters`,
    ]))
})

describe('a Secret', () => {
  it('takes plain text and keeps base64', () => {
    const { data, stringData } = create('secrets', { stringData: { a: '秘密' } }).body as Secret
    expect(data).toEqual({ a: '56eY5a+G' })
    expect(stringData).toBeUndefined()
    expect(['', 'f', 'fo', 'foo', '🙂'].map(encodeBase64)).toEqual([
      '',
      'Zg==',
      'Zm8=',
      'Zm9v',
      '8J+Zgg==',
    ])
  })

  it('says where text is no base64', () =>
    expect(causesOf(create('secrets', { data: { a: 'Zm9v!' } }))).toEqual([
      'Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte 4',
    ]))
})

describe('what is immutable stays', () => {
  it('in a ConfigMap that says so', () => {
    const { ask } = testApiServer()
    ask(request('configmaps', { immutable: true, data: { a: '1' } }))
    const { body: _, ...at } = request('configmaps', {})
    const answer = ask({ ...at, verb: 'patch', name: 'x', body: { data: { a: '2' } } })
    expect(causesOf(answer)).toEqual([
      'data: Forbidden: field is immutable when `immutable` is set',
    ])
  })
})

describe('priority', () => {
  const pod = (spec: Json) => request('pods', { spec: { containers: [container], ...spec } })

  it('is looked up by its class, and by the default class', () => {
    const { ask } = testApiServer()
    ask(request('priorityclasses', { value: 7, preemptionPolicy: 'Never' }, 'low'))
    ask(request('priorityclasses', { value: 9, globalDefault: true }, 'usual'))
    const named = ask(pod({ priorityClassName: 'low' })).body as Pod
    expect(named.spec).toMatchObject({ priority: 7, preemptionPolicy: 'Never' })
    const open = ask({ ...pod({}), body: { ...(pod({}).body as Json), metadata: { name: 'y' } } })
    expect((open.body as Pod).spec).toMatchObject({ priority: 9, priorityClassName: 'usual' })
    expect(
      causesOf(ask(request('priorityclasses', { value: 1, globalDefault: true }, 'z'))),
    ).toEqual([
      'priorityclasses.scheduling.k8s.io "z" is forbidden: PriorityClass usual is already marked as default. Only one default can exist',
    ])
  })

  it('of the system is there from the start', () => {
    const { spec } = create('pods', {
      spec: { containers: [container], priorityClassName: 'system-node-critical' },
    }).body as Pod
    expect(spec.priority).toBe(2_000_001_000)
  })
})

it('refuses a Pod whose service account does not exist', () => {
  const spec = { containers: [container], serviceAccountName: 'nope' }
  expect(causesOf(create('pods', { spec }))).toEqual([
    'pods "x" is forbidden: error looking up service account default/nope: serviceaccount "nope" not found',
  ])
})
