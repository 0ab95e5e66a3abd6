import { expect, it } from 'vitest'
import { testApiServer } from '../../api-server-for-tests.ts'
import { isStatus } from '../../request.ts'

const server = testApiServer('work')

/** What the API server has against a Service with one port. */
function wrongWith(spec: object): readonly string[] {
  const { body } = server.ask({
    verb: 'create',
    resource: 'services',
    namespace: 'work',
    options: { dryRun: true },
    body: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 's' },
      spec: { ports: [{ port: 80 }], ...spec },
    },
  })
  const causes = isStatus(body) ? (body.details?.causes ?? []) : []
  return causes.map(({ field, message }) => `${field}: ${message}`)
}

const onlyForLoadBalancers = "Forbidden: may only be used when `type` is 'LoadBalancer'"

it('refuses what belongs to another kind of Service, or to no cluster of one address family', () => {
  for (const [spec, problem] of [
    [
      { allocateLoadBalancerNodePorts: true },
      `spec.allocateLoadBalancerNodePorts: ${onlyForLoadBalancers}`,
    ],
    [{ loadBalancerClass: 'a/b' }, `spec.loadBalancerClass: ${onlyForLoadBalancers}`],
    [
      { externalIPs: ['x'] },
      'spec.externalIPs[0]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    ],
    [
      { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 0 } } },
      'spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 0: must be greater than 0 and less than 86400',
    ],
    [
      { trafficDistribution: 'Near' },
      'spec.trafficDistribution: Unsupported value: "Near": supported values: "PreferClose", "PreferSameZone", "PreferSameNode"',
    ],
    [
      { ipFamilies: ['IPv6'] },
      'spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster',
    ],
    [
      { ipFamilyPolicy: 'RequireDualStack' },
      'spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services',
    ],
  ] as const)
    expect(wrongWith(spec)).toEqual([problem])
})

it('speaks of addresses before anything else, as they are given out before validation', () => {
  expect(wrongWith({ ports: [], ipFamilies: ['x'] })).toEqual([
    'spec.ipFamilies[0]: Unsupported value: "x": supported values: "IPv4", "IPv6"',
  ])
  expect(wrongWith({ ports: [], clusterIP: '10.0.0.1' })).toEqual([
    'spec.clusterIPs: Invalid value: ["10.0.0.1"]: failed to allocate IP 10.0.0.1: the provided IP (10.0.0.1) is not in the valid range. The range of valid IPs is 10.96.0.0/12',
  ])
  expect(wrongWith({ ports: [{ port: 80, appProtocol: 'a b' }] })).toHaveLength(1)
})

it('lets a Service without addresses and Pods of its own be about both families', () => {
  const metadata = { name: 'open' }
  const spec = { clusterIP: 'None', ports: [{ port: 80 }] }
  const body = { apiVersion: 'v1', kind: 'Service', metadata, spec }
  const at = { verb: 'create', resource: 'services', namespace: 'work' } as const
  expect(server.ask({ ...at, body }).body).toMatchObject({
    spec: { ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack' },
  })
})

it('forgets the settings of an affinity that is not wanted', () => {
  expect(wrongWith({ sessionAffinityConfig: { clientIP: { timeoutSeconds: 5 } } })).toEqual([])
})
