import { describe, expect, it } from 'vitest'
import { testApiServer } from '../../api-server-for-tests.ts'
import { isStatus } from '../../request.ts'

const server = testApiServer('work')

/** What the API server has against a Pod of one container. */
function wrongWith(spec: object, container: object = {}): readonly string[] {
  const containers = [{ name: 'c', image: 'nginx', ...container }]
  const { body } = server.ask({
    verb: 'create',
    resource: 'pods',
    namespace: 'work',
    options: { dryRun: true },
    body: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { ...spec, containers } },
  })
  const causes = isStatus(body) ? (body.details?.causes ?? []) : []
  return causes.map(({ field, message }) => `${field}: ${message}`)
}

const at = 'spec.containers[0]'
const spread = { maxSkew: 1, topologyKey: 'z', whenUnsatisfiable: 'ScheduleAnyway' }

describe('the spec of a Pod', () => {
  it('lets one container listen at a port of the host, and at its own where it has no other', () => {
    const twice = [80, 81].map((containerPort) => ({ containerPort, hostPort: 8080 }))
    expect(wrongWith({}, { ports: twice })).toEqual([
      `${at}.ports[1].hostPort: Duplicate value: "TCP//8080"`,
    ])
    expect(wrongWith({ hostNetwork: true }, { ports: twice.slice(0, 1) })).toEqual([
      `${at}.ports[0].hostPort: Invalid value: 8080: must match \`containerPort\` when \`hostNetwork\` is true`,
    ])
  })

  it('knows where a variable may have its value from', () => {
    const from = (valueFrom: object) => wrongWith({}, { env: [{ name: 'A', valueFrom }] })
    const field = `${at}.env[0].valueFrom`
    expect(from({ fieldRef: { fieldPath: 'spec.foo' } })).toEqual([
      `${field}.fieldRef.fieldPath: Invalid value: "spec.foo": error converting fieldPath: field label not supported: spec.foo`,
    ])
    expect(from({ fieldRef: { fieldPath: "metadata.labels['app']" } })).toEqual([])
    expect(from({ configMapKeyRef: { name: 'a' } })).toEqual([
      `${field}.configMapKeyRef.key: Required value`,
    ])
    expect(wrongWith({}, { envFrom: [{}] })).toEqual([
      `${at}.envFrom: Invalid value: "": must specify one of: \`configMapRef\` or \`secretRef\``,
    ])
  })

  it('asks of resources what upstream asks', () => {
    const requests = (amounts: object) => wrongWith({}, { resources: { requests: amounts } })
    const field = `${at}.resources`
    expect(requests({ pods: '1' })).toEqual([
      `${field}.requests[pods]: Invalid value: "pods": must be a standard resource for containers`,
    ])
    expect(requests({ 'hugepages-2Mi': '2Mi' })).toEqual([
      `${field}.limits: Required value: Limit must be set for non overcommitable resources`,
      `${field}: Forbidden: HugePages require cpu or memory`,
    ])
  })

  it('looks at hooks as it looks at probes', () => {
    expect(wrongWith({}, { lifecycle: { preStop: {} } })).toEqual([
      `${at}.lifecycle.preStop: Required value: must specify a handler type`,
    ])
    expect(wrongWith({}, { lifecycle: { preStop: { sleep: { seconds: 60 } } } })).toEqual([
      `${at}.lifecycle.preStop.sleep: Invalid value: 60: must be non-negative and less than terminationGracePeriodSeconds (30)`,
    ])
  })

  it('names the first of two constraints that say the same', () => {
    expect(wrongWith({ topologySpreadConstraints: [spread, spread] })).toEqual([
      'spec.topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable}: Duplicate value: "{z, ScheduleAnyway}"',
    ])
    expect(wrongWith({ topologySpreadConstraints: [{ ...spread, minDomains: 2 }] })).toEqual([
      'spec.topologySpreadConstraints[0].minDomains: Invalid value: 2: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway',
    ])
  })

  it('mounts no volume that is wrong itself', () => {
    const volumeMounts = [{ name: 'v', mountPath: '/x', subPath: '../y' }]
    expect(
      wrongWith({ volumes: [{ name: 'v', hostPath: { path: '' } }] }, { volumeMounts }),
    ).toEqual([
      'spec.volumes[0].hostPath.path: Required value',
      `${at}.volumeMounts[0].name: Not found: "v"`,
      `${at}.volumeMounts.subPath: Invalid value: "../y": must not contain '..'`,
    ])
  })

  it('reads names, addresses and users', () => {
    expect(
      wrongWith({
        dnsPolicy: 'None',
        securityContext: { runAsUser: -1 },
        readinessGates: [{ conditionType: 'a b' }],
        hostAliases: [{ ip: 'x' }],
        tolerations: [{ key: 'a', operator: 'Exists', value: 'x' }],
      }).map((text) => text.split(' (')[0]),
    ).toEqual([
      'spec.securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive',
      'spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None',
      expect.stringMatching(/^spec.readinessGates\[0\].conditionType: Invalid value: "a b"/),
      'spec.tolerations[0].operator: Invalid value: "x": value must be empty when `operator` is \'Exists\'',
      'spec.hostAliases[0].ip: Invalid value: "x": must be a valid IP address,',
    ])
  })

  it('looks into volumes, names of domains and systems', () => {
    const volume = (source: object) => wrongWith({ volumes: [{ name: 'v', ...source }] })
    expect(volume({ hostPath: { path: '/x', type: 'Thing' } })).toEqual([
      'spec.volumes[0].hostPath.type: Unsupported value: "Thing": supported values: "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"',
    ])
    expect(volume({ secret: { secretName: 's', items: [{ key: '', path: '/a' }] } })).toEqual([
      'spec.volumes[0].secret.items[0].key: Required value',
      'spec.volumes[0].secret.items[0].path: Invalid value: "/a": must be a relative path',
    ])
    const searches = (...list: string[]) => wrongWith({ dnsConfig: { searches: list } })
    expect(searches('_a.b', 'a.b.', '.')).toEqual([])
    expect(searches('A')[0]).toMatch(
      /^spec.dnsConfig.searches\[0\]: Invalid value: "A": a lowercase/,
    )
    expect(wrongWith({ os: { name: '' } })).toEqual(['spec.os.name: Required value'])
    expect(wrongWith({ os: { name: 'plan9' } })).toEqual([
      'spec.os: Unsupported value: "plan9": supported values: "linux", "windows"',
    ])
  })
})
