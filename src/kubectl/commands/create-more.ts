/**
 * `kubectl create quota`, `ingress`, `token`.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/create` (create_quota.go, create_ingress.go)
 * *Leaves out:* `create token`, `--default-backend`, TLS of Ingresses.
 */
import type { Json } from '../../kubernetes/kube-apiserver/strategic-merge.ts'
import type { Command } from '../command.ts'
import { Failure } from '../failure.ts'
import { head, make, makingFlags, onlyName, pairsOf, servedKind } from './create.ts'

const quota: Command = {
  name: 'create quota',
  aliases: ['create resourcequota'],
  usage: 'NAME --hard=pods=3,cpu=2',
  says: { ja: 'ResourceQuotaを作ります。', en: 'Create a ResourceQuota.' },
  examples: ['kubectl create quota small --hard=pods=3'],
  flags: { ...makingFlags, hard: 'text', scopes: 'list' },
  takes: 'nothing',
  run(call) {
    const name = onlyName(call, 'create quota')
    const kind = servedKind('resourcequotas')
    const text = call.flags.text('hard')
    const refused = (pair: string) => `Invalid argument syntax ${pair}, expected <resource>=<value>`
    const hard = text ? pairsOf(text.split(','), refused) : undefined
    const scopes = call.flags.list('scopes')
    const spec = { ...(hard ? { hard } : {}), ...(scopes.length > 0 ? { scopes } : {}) }
    const failure = 'failed to create quota:'
    make(call, kind, { ...head(kind, name, call), spec, status: {} }, { failure })
    return 0
  },
}

const ingress: Command = {
  name: 'create ingress',
  aliases: ['create ing'],
  usage: 'NAME --rule=HOST/PATH=SERVICE:PORT',
  says: { ja: 'Ingressを作ります。', en: 'Create an Ingress.' },
  examples: ["kubectl create ingress web --rule='example.org/*=web:80'"],
  flags: { ...makingFlags, rule: 'list', class: 'text', annotation: 'list' },
  takes: 'nothing',
  run(call) {
    const { flags } = call
    const name = onlyName(call, 'create ingress')
    const kind = servedKind('ingresses')
    const texts = flags.list('rule')
    if (texts.length === 0)
      throw new Failure(
        'error: not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
      )
    const byHost = new Map<string, Json[]>()
    for (const text of texts) {
      const { host, path } = ruleOf(text)
      byHost.set(host, [...(byHost.get(host) ?? []), path])
    }
    const rules = [...byHost].map(([host, paths]) => ({
      ...(host ? { host } : {}),
      http: { paths },
    }))
    const ingressClassName = flags.text('class')
    const spec = { ...(ingressClassName ? { ingressClassName } : {}), rules }
    const object = { ...head(kind, name, call), spec, status: { loadBalancer: {} } }
    make(call, kind, object, { failure: 'failed to create ingress:' })
    return 0
  },
}

/** `host/path*=service:port`. @throws {Failure} */
function ruleOf(text: string): { readonly host: string; readonly path: Json } {
  const [, host, path = '/', service, port] =
    /^([\w.*-]*)(\/[^=]*)?=([\w-]+):([\w-]+)(?:,tls.*)?$/.exec(text) ?? []
  if (host === undefined || port === undefined)
    throw new Failure(
      `error: rule ${text} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`,
    )
  const isPrefix = path.endsWith('*')
  return {
    host,
    path: {
      backend: {
        service: {
          name: service,
          port: /^\d+$/.test(port) ? { number: Number(port) } : { name: port },
        },
      },
      path: isPrefix ? path.slice(0, -1) : path,
      pathType: isPrefix ? 'Prefix' : 'Exact',
    },
  }
}

export const createMore: readonly Command[] = [quota, ingress]
