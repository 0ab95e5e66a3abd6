import { describe, expect, it } from 'vitest'
import { testApiServer } from '../kubernetes/kube-apiserver/api-server-for-tests.ts'
import { resources } from '../kubernetes/kube-apiserver/resources.ts'
import { connectionRefused } from '../kubernetes/kube-apiserver/status.ts'
import type { Json } from '../kubernetes/kube-apiserver/strategic-merge.ts'
import { applyManifest, describeOutcome, lastAppliedAnnotation } from './apply.ts'

const file = 'web.yaml'

function deployment(spec: Json = {}, image = 'nginx:1.14.2'): Json {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'web', image, ports: [{ containerPort: 80 }] }] },
      },
      ...spec,
    },
  }
}

describe('apply', () => {
  const { ask } = testApiServer()
  const apply = (object: Json) => {
    const result = applyManifest(ask, object, { resources })
    return { result, text: describeOutcome(object, result, file, { resources }) }
  }
  const live = () =>
    ask({ verb: 'get', resource: 'deployments', namespace: 'default', name: 'web' })
      .body as unknown as {
      spec: Json
      metadata: { annotations: Record<string, string>; generation: number; resourceVersion: string }
    }

  it('creates, then finds nothing to do, then changes', () => {
    expect(apply(deployment()).text).toBe('deployment.apps/web created')
    const before = live().metadata.resourceVersion
    expect(apply(deployment()).text).toBe('deployment.apps/web unchanged')
    expect(live().metadata.resourceVersion).toBe(before)
    expect(apply(deployment({ replicas: 5 })).text).toBe('deployment.apps/web configured')
    expect(live().spec).toMatchObject({ replicas: 5 })
    expect(live().metadata.generation).toBe(2)
  })

  it('remembers the manifest, keys in order, and not within itself', () => {
    apply(deployment())
    expect(live().metadata.annotations[lastAppliedAnnotation]).toBe(
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"annotations":{},"name":"web",' +
        '"namespace":"default"},"spec":{"replicas":3,"selector":{"matchLabels":{"app":"web"}},' +
        '"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"image":' +
        '"nginx:1.14.2","name":"web","ports":[{"containerPort":80}]}]}}}}\n',
    )
  })

  it('takes back what it once set and keeps what others set', () => {
    apply(deployment({ paused: true }))
    ask({
      verb: 'patch',
      resource: 'deployments',
      namespace: 'default',
      name: 'web',
      body: { spec: { minReadySeconds: 7 } },
    })
    apply(deployment())
    expect(live().spec).toMatchObject({ minReadySeconds: 7 })
    expect(live().spec).not.toHaveProperty('paused')
  })

  it('sets replicas to 1 where the manifest no longer names them', () => {
    apply(deployment())
    const { spec, ...rest } = deployment()
    const { replicas: _, ...others } = spec as Json
    apply({ ...rest, spec: others })
    expect(live().spec).toMatchObject({ replicas: 1 })
  })

  it('changes the kind of strategy without leaving parts of the other', () => {
    apply(deployment({ strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } }))
    expect(apply(deployment({ strategy: { type: 'Recreate' } })).text).toMatch(/configured$/)
    expect(live().spec['strategy']).toEqual({ type: 'Recreate' })
  })

  it('removes a container that the manifest no longer has', () => {
    const containers = [
      { name: 'web', image: 'nginx:1.14.2' },
      { name: 'log', image: 'busybox:1' },
    ]
    const template = (list: readonly Json[]) => ({
      metadata: { labels: { app: 'web' } },
      spec: { containers: list },
    })
    apply(deployment({ template: template(containers) }))
    apply(deployment({ template: template(containers.slice(0, 1)) }))
    const names = (live().spec['template'] as { spec: { containers: { name: string }[] } }).spec
    expect(names.containers.map(({ name }) => name)).toEqual(['web'])
  })

  it('warns about an object that was not made by apply', () => {
    ask({ verb: 'create', resource: 'deployments', body: named(deployment(), 'other') })
    const { result, text } = apply(named(deployment(), 'other'))
    expect(text).toBe('deployment.apps/other configured')
    expect(result.warnings[0]).toMatch(/^resource deployments\/other is missing the kubectl/)
  })

  it('shows a refusal in the server’s words', () => {
    expect(apply(named(deployment({ replicas: -1 }), 'minus')).text).toBe(
      'The Deployment "minus" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
    )
    expect(apply(named(deployment({ replicaz: 1 }), 'typo')).text).toBe(
      'Error from server (BadRequest): error when creating "web.yaml": Deployment in version "v1" ' +
        'cannot be handled as a Deployment: strict decoding error: unknown field "spec.replicaz"',
    )
    apply(deployment())
    expect(apply(deployment({ selector: { matchLabels: { app: 'x' } } })).text).toBe(
      [
        'The Deployment "web" is invalid: ',
        '* spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
        '* spec.selector: Invalid value: {"matchLabels":{"app":"x"}}: field is immutable',
      ].join('\n'),
    )
    expect(apply(deployment({ replicas: 'three' })).text).toMatch(
      /^The request is invalid: patch: Invalid value: "map\[metadata:map\[annotations:map\[.* spec:map\[replicas:three\]\]": unrecognized type: int32$/,
    )
    expect(apply(deployment({ replicaz: 1 })).text).toMatch(
      /replicaz:1\]\]": strict decoding error: unknown field "spec.replicaz"$/,
    )
  })

  it('knows by itself what it cannot send', () => {
    expect(apply({ ...deployment(), kind: 'Deploymnet' }).text).toBe(
      'error: resource mapping not found for name: "web" namespace: "" from "web.yaml": ' +
        'no matches for kind "Deploymnet" in version "apps/v1"\nensure CRDs are installed first',
    )
    expect(apply({ ...deployment(), metadata: { generateName: 'gen-' } }).text).toBe(
      'error: from gen-: cannot use generate name with apply',
    )
    expect(apply({ ...deployment(), metadata: { name: 5 } }).text).toMatch(
      /^error: unable to decode "web.yaml": json: cannot unmarshal number into Go struct field/,
    )
    expect(apply({ ...deployment(), metadata: [] }).text).toMatch(/unmarshal array/)
    expect(apply({ apiVersion: 'v1', kind: 'Pod' }).text).toMatch(
      /^error: error when retrieving current configuration of:\n[\s\S]*: resource name may not be empty$/,
    )
    const wrong = { ...deployment(), metadata: { name: 'web', annotations: [] } }
    expect(apply(wrong).text).toMatch(/unmarshal array|cannot restore/)
  })

  it('says when nobody answers', () => {
    const status = connectionRefused('10.0.0.1:6443')
    const silent = () => ({ code: 0, body: status, warnings: [] })
    const result = applyManifest(silent, deployment(), { resources })
    expect(describeOutcome(deployment(), result, file, { resources })).toBe(
      'The connection to the server 10.0.0.1:6443 was refused - did you specify the right host or port?',
    )
  })
})

function named(object: Json, name: string): Json {
  return { ...object, metadata: { name } }
}
