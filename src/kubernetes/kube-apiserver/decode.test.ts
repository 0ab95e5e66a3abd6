import { describe, expect, it } from 'vitest'
import { decode } from './decode.ts'
import { schemaOf } from './schema.ts'

const pod = (spec: unknown, metadata: unknown = { name: 'p' }) =>
  decode(schemaOf('Pod'), { apiVersion: 'v1', kind: 'Pod', metadata, spec })
const container = (fields: object) => pod({ containers: [{ name: 'c', image: 'i', ...fields }] })
const strictErrors = (decoded: ReturnType<typeof decode>) =>
  'strictErrors' in decoded ? decoded.strictErrors : []

describe('decode', () => {
  it('writes what Go would write', () => {
    const body = {
      spec: {
        replicas: 0,
        paused: false,
        minReadySeconds: 0,
        selector: { matchLabels: {} },
        template: { spec: { containers: [{ name: 'c', args: [] }] } },
      },
    }
    expect(decode(schemaOf('Deployment'), body)).toEqual({
      object: {
        metadata: {},
        spec: {
          replicas: 0,
          selector: {},
          template: { metadata: {}, spec: { containers: [{ name: 'c', resources: {} }] } },
          strategy: {},
        },
        status: {},
      },
      strictErrors: [],
    })
  })

  it('takes null for nothing', () => {
    expect(pod(null, null)).toEqual(pod({}, {}))
    expect(container({ command: null, env: [null] })).toEqual(container({ env: [{}] }))
  })

  it('keeps one spelling of a quantity', () => {
    const limits = { cpu: 0.5, memory: '1024Mi' }
    expect(container({ resources: { limits } })).toMatchObject({
      object: { spec: { containers: [{ resources: { limits: { cpu: '500m', memory: '1Gi' } } }] } },
    })
  })

  it('names every field it does not know', () => {
    const decoded = pod({ containers: [{ nam: 'c', ports: [{ port: 80 }] }], replicas: 1 })
    expect(strictErrors(decoded)).toEqual([
      'unknown field "spec.containers[0].nam"',
      'unknown field "spec.containers[0].ports[0].port"',
      'unknown field "spec.replicas"',
    ])
  })

  it('knows every field of every kind it serves', () => {
    const spec = {
      hostAliases: [{ ip: '1.2.3.4', hostnames: ['h'] }],
      containers: [{ name: 'c', securityContext: { runAsNonRoot: true } }],
      volumes: [{ name: 'v', nfs: { server: 's', path: '/' }, rbd: { any: 'thing' } }],
    }
    expect(strictErrors(pod(spec))).toEqual([])
  })

  it('names the struct that a field comes from, and lets what reads itself fail first', () => {
    const field = 'json: cannot unmarshal number into Go struct field'
    expect(pod({ volumes: [{ name: 'v', hostPath: 1 }] })).toEqual({
      error: `${field} Volume.spec.volumes.VolumeSource.hostPath of type v1.HostPathVolumeSource`,
    })
    expect(container({ envFrom: [{ secretRef: { name: 1 } }] })).toEqual({
      error: `${field} SecretEnvSource.spec.containers.envFrom.secretRef.LocalObjectReference.name of type string`,
    })
    expect(container({ livenessProbe: { periodSeconds: 'x', httpGet: { port: {} } } })).toEqual({
      error:
        'json: cannot unmarshal object into Go struct field ' +
        'HTTPGetAction.spec.containers.livenessProbe.ProbeHandler.httpGet.port of type int32',
    })
    const lease = { spec: { leaseDurationSeconds: 'x', renewTime: 'now' } }
    expect(decode(schemaOf('Lease'), lease)).toEqual({
      error:
        'parsing time "now" as "2006-01-02T15:04:05.000000Z07:00": cannot parse "now" as "2006"',
    })
    const map = { data: { a: 1 }, binaryData: { b: '!' } }
    expect(decode(schemaOf('ConfigMap'), map)).toEqual({
      error: `${field} ConfigMap.data of type string`,
    })
  })

  it('refuses wrong types in the words of Go', () => {
    const go = 'json: cannot unmarshal'
    const field = 'into Go struct field'
    const errors: [ReturnType<typeof decode>, string][] = [
      [
        pod({ containers: 'c' }),
        `${go} string ${field} PodSpec.spec.containers of type []v1.Container`,
      ],
      [pod({ hostNetwork: 1 }), `${go} number ${field} PodSpec.spec.hostNetwork of type bool`],
      [
        pod({ restartPolicy: true }),
        `${go} bool ${field} PodSpec.spec.restartPolicy of type v1.RestartPolicy`,
      ],
      [
        pod({ terminationGracePeriodSeconds: 1.5 }),
        `${go} number 1.5 ${field} PodSpec.spec.terminationGracePeriodSeconds of type int64`,
      ],
      [
        pod({ priority: 3_000_000_000 }),
        `${go} number 3000000000 ${field} PodSpec.spec.priority of type int32`,
      ],
      [pod([]), `${go} array ${field} Pod.spec of type v1.PodSpec`],
      [
        pod({}, { labels: ['a'] }),
        `${go} array ${field} ObjectMeta.metadata.labels of type map[string]string`,
      ],
      [
        container({ livenessProbe: { httpGet: { port: true } } }),
        `${go} bool ${field} HTTPGetAction.spec.containers.livenessProbe.ProbeHandler.httpGet.port of type int32`,
      ],
      [decode(schemaOf('Pod'), 'pod'), `${go} string into Go value of type v1.Pod`],
      [
        pod({}, { creationTimestamp: 'today' }),
        'parsing time "today" as "2006-01-02T15:04:05Z07:00": cannot parse "today" as "2006"',
      ],
    ]
    for (const [decoded, error] of errors) expect(decoded).toEqual({ error })
    expect(container({ resources: { limits: { cpu: 'much' } } })).toMatchObject({
      error: expect.stringMatching(/^quantities must match/),
    })
  })

  it('says the first wrong type, but a text it cannot read before any', () => {
    const both = { hostNetwork: 'yes', containers: [{ resources: { limits: { cpu: 'x' } } }] }
    expect(pod(both)).toMatchObject({ error: expect.stringMatching(/^quantities/) })
    expect(pod({ hostNetwork: 'yes', hostPID: 'no' })).toMatchObject({
      error: expect.stringContaining('hostNetwork'),
    })
  })
})
