/** What the API server refuses, and in which words; one row a mistake. */
import { describe, expect, it } from 'vitest'
import { testApiServer } from './api-server-for-tests.ts'
import { isStatus } from './request.ts'
import type { resources } from './resources.ts'

type Json = Readonly<Record<string, unknown>>
type Row = readonly [mistake: Json, ...complaints: string[]]

const server = testApiServer()

/** `field: message` of every cause, or the message where there are none. */
function complaints(resource: keyof typeof resources, body: unknown): readonly string[] {
  const answer = server.ask({
    verb: 'create',
    resource,
    body,
    options: { dryRun: true, fieldValidation: 'Strict' },
  })
  if (!isStatus(answer.body)) return []
  const { details, message = '' } = answer.body
  return details?.causes?.map((cause) => `${cause.field}: ${cause.message}`) ?? [message]
}

function refusals(
  resource: keyof typeof resources,
  make: (mistake: Json) => unknown,
  rows: readonly Row[],
): void {
  it('lets a right one through', () => expect(complaints(resource, make({}))).toEqual([]))
  for (const [mistake, ...expected] of rows)
    it(`refuses ${JSON.stringify(mistake)}`, () =>
      expect(complaints(resource, make(mistake))).toEqual(expected))
}

const metadata = { name: 'x' }
const container = { name: 'c', image: 'nginx:1.27' }
const labels = { app: 'x' }
const template = { metadata: { labels }, spec: { containers: [container] } }
const pod = (spec: Json, more: Json = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { ...metadata, ...more },
  spec: { containers: [container], ...spec },
})
const range = 'must be between 1 and 65535, inclusive'

describe('metadata', () => {
  const qualified =
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an " +
    "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for " +
    "validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
  refusals('pods', (more) => pod({}, more), [
    [{ name: '' }, 'metadata.name: Required value: name or generateName is required'],
    [
      { labels: { 'a/': 'b' } },
      'metadata.labels: Invalid value: "a/": name part must be non-empty',
      `metadata.labels: Invalid value: "a/": name part ${qualified}`,
    ],
    [
      { finalizers: ['mine'] },
      'metadata.finalizers: Invalid value: "mine": name is neither a standard finalizer name nor is it fully qualified',
    ],
    [
      { ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'o', uid: '' }] },
      'metadata.ownerReferences[0].uid: Invalid value: "": must not be empty',
    ],
    [
      { annotations: { big: 'x'.repeat(262_144) } },
      'metadata.annotations: Too long: may not be more than 262144 bytes',
    ],
  ])
})

describe('pods', () => {
  refusals('pods', (spec) => pod(spec), [
    [
      { restartPolicy: 'Sometimes' },
      'spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"',
    ],
    [{ containers: [container, container] }, 'spec.containers[1].name: Duplicate value: "c"'],
    [{ initContainers: [container] }, 'spec.initContainers[0].name: Duplicate value: "c"'],
    [
      { ephemeralContainers: [container] },
      'spec.ephemeralContainers: Forbidden: cannot be set on create',
    ],
    [
      { nodeName: 'n', schedulingGates: [{ name: 'a/b' }] },
      'spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared',
    ],
    [{ volumes: [{ name: 'v', hostPath: {} }] }, 'spec.volumes[0].hostPath.path: Required value'],
    [
      { nodeSelector: { disk: '-ssd' } },
      expect.stringMatching(
        /^spec.nodeSelector: Invalid value: "-ssd": a valid label must be/,
      ) as never,
    ],
    [
      { tolerations: [{ key: 'a', operator: 'Exists', value: 'b' }] },
      'spec.tolerations[0].operator: Invalid value: "b": value must be empty when `operator` is \'Exists\'',
    ],
    [
      { tolerations: [{ key: 'a', effect: 'Never' }] },
      'spec.tolerations[0].effect: Unsupported value: "Never": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
    ],
    [
      {
        topologySpreadConstraints: [{ maxSkew: 0, topologyKey: 'zone', whenUnsatisfiable: 'Cry' }],
      },
      'spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero',
      'spec.topologySpreadConstraints[0].whenUnsatisfiable: Unsupported value: "Cry": supported values: "DoNotSchedule", "ScheduleAnyway"',
    ],
    [
      {
        affinity: {
          nodeAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              {
                weight: 0,
                preference: { matchExpressions: [{ key: 'a', operator: 'Gt', values: [] }] },
              },
            ],
          },
        },
      },
      'spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 0: must be in the range 1-100',
      "spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchExpressions[0].values: Required value: must be specified single value when `operator` is 'Lt' or 'Gt'",
    ],
  ])
})

describe('containers', () => {
  const at = 'spec.containers[0]'
  refusals('pods', (fields) => pod({ containers: [{ ...container, ...fields }] }), [
    [{ image: '' }, `${at}.image: Required value`],
    [
      { env: [{ value: 'v' }, { name: 'A=B' }] },
      `${at}.env[0].name: Required value`,
      `${at}.env[1].name: Invalid value: "A=B": a valid environment variable name must consist only of printable ASCII characters other than '='`,
    ],
    [
      { env: [{ name: 'A', value: 'v', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] },
      `${at}.env[0].valueFrom: Invalid value: "": may not be specified when \`value\` is not empty`,
    ],
    [
      { ports: [{ containerPort: 80, hostPort: 70_000, name: 'a--b' }] },
      `${at}.ports[0].name: Invalid value: "a--b": must not contain consecutive hyphens`,
      `${at}.ports[0].hostPort: Invalid value: 70000: ${range}`,
    ],
    [
      { resources: { requests: { cpu: '200m' }, limits: { cpu: '100m' } } },
      `${at}.resources.requests: Invalid value: "200m": must be less than or equal to cpu limit of 100m`,
    ],
    [
      { resources: { limits: { cup: '1' } } },
      `${at}.resources.limits[cup]: Invalid value: "cup": must be a standard resource type or fully qualified`,
      `${at}.resources.limits[cup]: Invalid value: "cup": must be a standard resource for containers`,
      `${at}.resources.requests[cup]: Invalid value: "cup": must be a standard resource type or fully qualified`,
      `${at}.resources.requests[cup]: Invalid value: "cup": must be a standard resource for containers`,
    ],
    [
      { resources: { requests: { 'example.com/gpu': '500m' } } },
      `${at}.resources.requests[example.com/gpu]: Invalid value: "500m": must be an integer`,
      `${at}.resources.limits: Required value: Limit must be set for non overcommitable resources`,
    ],
    [
      { readinessProbe: { httpGet: { port: 'web-server-of-mine' }, periodSeconds: -1 } },
      `${at}.readinessProbe.httpGet.port: Invalid value: "web-server-of-mine": must be no more than 15 characters`,
      `${at}.readinessProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0`,
    ],
    [
      { volumeMounts: [{ name: 'v', mountPath: '' }] },
      `${at}.volumeMounts[0].name: Not found: "v"`,
      `${at}.volumeMounts[0].mountPath: Required value`,
    ],
  ])
})

describe('deployments', () => {
  const make = (spec: Json) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: { selector: { matchLabels: labels }, template, ...spec },
  })
  const mismatch =
    'spec.template.metadata.labels: Invalid value: {"app":"x"}: `selector` does not match template `labels`'
  refusals('deployments', make, [
    [{ replicas: -1 }, 'spec.replicas: Invalid value: -1: must be greater than or equal to 0'],
    [{ selector: undefined }, 'spec.selector: Required value', mismatch],
    [
      { selector: {} },
      'spec.selector: Invalid value: {}: empty selector is invalid for deployment',
    ],
    [{ selector: { matchLabels: { app: 'y' } } }, mismatch],
    [
      { progressDeadlineSeconds: 10, minReadySeconds: 10 },
      'spec.progressDeadlineSeconds: Invalid value: 10: must be greater than minReadySeconds',
    ],
    [
      { strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } } },
      "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'",
    ],
    [
      { strategy: { rollingUpdate: { maxSurge: 'some' } } },
      "spec.strategy.rollingUpdate.maxSurge: Invalid value: \"some\": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
    ],
    [
      { template: { ...template, spec: { containers: [{ name: 'c' }] } } },
      'spec.template.spec.containers[0].image: Required value',
    ],
    [
      { template: { ...template, spec: { ...template.spec, activeDeadlineSeconds: 5 } } },
      'spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicaSet is not Supported',
    ],
  ])
})

describe('services', () => {
  const make = (spec: Json) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { ports: [{ port: 80 }], ...spec },
  })
  refusals('services', make, [
    [
      { ports: [{ port: 80 }, { port: 81 }] },
      'spec.ports[0].name: Required value',
      'spec.ports[1].name: Required value',
    ],
    [
      { ports: [{ port: 80, protocol: 'HTTP' }] },
      'spec.ports[0].protocol: Unsupported value: "HTTP": supported values: "SCTP", "TCP", "UDP"',
    ],
    [
      { type: 'Magic' },
      'spec.type: Unsupported value: "Magic": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
    ],
    [{ type: 'ExternalName' }, 'spec.externalName: Required value'],
    [
      { type: 'NodePort', clusterIP: 'None' },
      'spec.clusterIPs[0]: Invalid value: "None": may not be set to \'None\' for NodePort services',
    ],
    [
      { clusterIP: 'ten' },
      'spec.clusterIPs[0]: Invalid value: "ten": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    ],
    [
      { sessionAffinity: 'Maybe' },
      'spec.sessionAffinity: Unsupported value: "Maybe": supported values: "ClientIP", "None"',
    ],
  ])

  it('gives no port of a node twice', () => {
    const ask = (name: string, nodePort?: number) =>
      server.ask({
        verb: 'create',
        resource: 'services',
        body: {
          ...make({ type: 'NodePort', ports: [{ port: 80, nodePort }] }),
          metadata: { name },
        },
      }).body as unknown as { spec: { ports: { nodePort: number }[] }; message?: string }
    const given = ask('one').spec.ports[0]?.nodePort ?? 0
    expect(given).toBeGreaterThanOrEqual(30_000)
    expect(given).toBeLessThanOrEqual(32_767)
    expect(ask('two', given).message).toBe(
      `Service "two" is invalid: spec.ports[0].nodePort: Invalid value: ${given}: provided port is already allocated`,
    )
  })
})

describe('nodes', () => {
  const make = (spec: Json) => ({ apiVersion: 'v1', kind: 'Node', metadata, spec })
  refusals('nodes', make, [
    [
      { taints: [{ key: 'a', effect: 'Sometimes' }] },
      'metadata.taints[0].effect: Unsupported value: "Sometimes": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
    ],
    [
      {
        taints: [
          { key: 'a', effect: 'NoExecute' },
          { key: 'a', value: 'b', effect: 'NoExecute' },
        ],
      },
      'metadata.taints[1]: Duplicate value: {"Key":"a","Value":"b","Effect":"NoExecute","TimeAdded":null}: taints must be unique by key and effect pair',
    ],
    [
      { podCIDR: '10.0.0.0/99' },
      'spec.podCIDRs[0]: Invalid value: "10.0.0.0/99": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ],
  ])
})

describe('the rest', () => {
  it('is checked, too', () => {
    const of = (apiVersion: string, kind: string, rest: Json) => ({
      apiVersion,
      kind,
      metadata,
      ...rest,
    })
    expect(
      complaints('events', of('v1', 'Event', { involvedObject: { namespace: 'other' } })),
    ).toEqual(['involvedObject.namespace: Invalid value: "other": does not match event.namespace'])
    expect(
      complaints(
        'leases',
        of('coordination.k8s.io/v1', 'Lease', { spec: { leaseDurationSeconds: 0 } }),
      ),
    ).toEqual(['spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0'])
    expect(
      complaints('endpointslices', of('discovery.k8s.io/v1', 'EndpointSlice', { endpoints: [{}] })),
    ).toEqual([
      'addressType: Required value',
      'endpoints[0].addresses: Required value: must contain at least 1 address',
    ])
  })
})
