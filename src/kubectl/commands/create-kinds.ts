/**
 * `kubectl create deployment`, `namespace`, `configmap` and others.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/create/create_*.go`
 * *Leaves out:* quotas, ingresses, tokens. Roles and their bindings: `create-access.ts`.
 */
import type { Json } from '../../kubernetes/kube-apiserver/strategic-merge.ts'
import type { Bilingual } from '../../language.ts'
import { getObject } from '../api.ts'
import type { Call, Command } from '../command.ts'
import { namespaceOf } from '../command.ts'
import { Failure, usageError } from '../failure.ts'
import type { FlagTable } from '../flags.ts'
import { at } from '../json.ts'
import { type Kind, kindOf } from '../kinds.ts'
import { head, make, makingFlags, onlyName, pairsOf, required, servedKind } from './create.ts'

interface Recipe {
  readonly resource: string
  readonly aliases?: readonly string[]
  readonly usage: string
  readonly says: Bilingual
  readonly example: string
  readonly flags?: FlagTable
  readonly required?: readonly string[]
  body(call: Call, name: string, kind: Kind): Json
}

const recipes: readonly Recipe[] = [
  {
    resource: 'deployment',
    aliases: ['deploy', 'dep'],
    usage: 'NAME --image=IMAGE [-- COMMAND]',
    says: { ja: 'Deploymentを作ります。', en: 'Create a Deployment.' },
    example: 'kubectl create deployment web --image=nginx:1.27 --replicas=3',
    flags: { image: 'list', replicas: ['number', 'r'], port: 'number' },
    required: ['image'],
    body: deploymentBody,
  },
  {
    resource: 'namespace',
    aliases: ['ns'],
    usage: 'NAME',
    says: { ja: '名前空間を作ります。', en: 'Create a namespace.' },
    example: 'kubectl create namespace lab',
    body: (call, name, kind) => head(kind, name, call),
  },
  {
    resource: 'configmap',
    aliases: ['cm'],
    usage: 'NAME [--from-literal=KEY=VALUE] [--from-file=[KEY=]FILE]',
    says: { ja: 'ConfigMapを作ります。', en: 'Create a ConfigMap.' },
    example: 'kubectl create configmap settings --from-literal=color=blue',
    flags: { 'from-literal': 'list', 'from-file': 'list' },
    body(call, name, kind) {
      const data = dataOf(call)
      return { ...head(kind, name, call), ...(Object.keys(data).length > 0 ? { data } : {}) }
    },
  },
  {
    resource: 'serviceaccount',
    aliases: ['sa'],
    usage: 'NAME',
    says: { ja: 'ServiceAccountを作ります。', en: 'Create a ServiceAccount.' },
    example: 'kubectl create serviceaccount robot',
    body: (call, name, kind) => head(kind, name, call),
  },
  {
    resource: 'priorityclass',
    aliases: ['pc'],
    usage: 'NAME --value=N',
    says: { ja: 'PriorityClassを作ります。', en: 'Create a PriorityClass.' },
    example: 'kubectl create priorityclass high --value=1000',
    flags: {
      value: 'number',
      description: 'text',
      'global-default': 'bool',
      'preemption-policy': 'text',
    },
    body: ({ flags, ...call }, name, kind) => ({
      ...head(kind, name, { flags, ...call }),
      value: flags.number('value') ?? 0,
      globalDefault: flags.is('global-default'),
      description: flags.text('description') ?? '',
      preemptionPolicy: flags.text('preemption-policy') ?? 'PreemptLowerPriority',
    }),
  },
  {
    resource: 'poddisruptionbudget',
    aliases: ['pdb'],
    usage: 'NAME --selector=SELECTOR --min-available=N',
    says: { ja: 'PodDisruptionBudgetを作ります。', en: 'Create a PodDisruptionBudget.' },
    example: 'kubectl create pdb web --selector=app=web --min-available=2',
    flags: { selector: 'text', 'min-available': 'text', 'max-unavailable': 'text' },
    body: budgetBody,
  },
  {
    resource: 'job',
    usage: 'NAME (--image=IMAGE | --from=cronjob/NAME) [-- COMMAND]',
    says: { ja: 'Jobを作ります。', en: 'Create a Job.' },
    example: 'kubectl create job once --image=busybox:1.36 -- echo hello',
    flags: { image: 'text', from: 'text' },
    body: jobBody,
  },
  {
    resource: 'cronjob',
    aliases: ['cj'],
    usage: 'NAME --image=IMAGE --schedule=SCHEDULE [-- COMMAND]',
    says: { ja: 'CronJobを作ります。', en: 'Create a CronJob.' },
    example: "kubectl create cronjob tick --image=busybox:1.36 --schedule='*/5 * * * *' -- date",
    flags: { image: 'text', schedule: 'text', restart: 'text' },
    required: ['image', 'schedule'],
    body: (call, name, kind) => ({
      ...head(kind, name, call),
      spec: {
        schedule: call.flags.text('schedule'),
        jobTemplate: {
          metadata: { name },
          spec: {
            template: { spec: podSpec(call, name, call.flags.text('restart') ?? 'OnFailure') },
          },
        },
      },
    }),
  },
]

const makers: readonly Command[] = recipes.map((recipe) => ({
  name: `create ${recipe.resource}`,
  aliases: (recipe.aliases ?? []).map((alias) => `create ${alias}`),
  usage: recipe.usage,
  says: recipe.says,
  examples: [recipe.example],
  flags: { ...makingFlags, ...recipe.flags },
  takes: 'nothing',
  run(call) {
    required(call, ...(recipe.required ?? []))
    const name = onlyName(call, `create ${recipe.resource}`)
    const kind = servedKind(recipe.resource)
    make(call, kind, recipe.body(call, name, kind), failureOf(recipe.resource))
    return 0
  },
}))

/** How the command begins when the server refuses; that for namespaces has no words of its own. */
function failureOf(resource: string) {
  const named = resource === 'poddisruptionbudget' ? 'poddisruptionbudgets' : resource
  return resource === 'namespace' ? {} : { failure: `failed to create ${named}:` }
}

export const createKinds: readonly Command[] = [
  ...makers,
  ...['clusterip', 'nodeport', 'loadbalancer'].map(serviceMaker),
  secretMaker(),
]

function deploymentBody(call: Call, name: string, kind: Kind): Json {
  const { flags, rest } = call
  const images = flags.list('image')
  if (images.length > 1 && rest)
    throw usageError('create deployment', 'cannot specify multiple --image options and command')
  const port = flags.number('port')
  const containers = images.map((image) => ({
    image,
    name: containerName(image),
    resources: {},
    ...(rest && rest.length > 0 ? { command: rest } : {}),
    ...(port ? { ports: [{ containerPort: port }] } : {}),
  }))
  const labels = { app: name }
  return {
    ...head(kind, name, call, { labels }),
    spec: {
      replicas: flags.number('replicas') ?? 1,
      selector: { matchLabels: labels },
      strategy: {},
      template: { metadata: { labels }, spec: { containers } },
    },
    status: {},
  }
}

/** `docker.io/library/nginx:1.27` runs in a container called `nginx`. */
function containerName(image: string): string {
  const last = image.slice(image.lastIndexOf('/') + 1)
  return last.replace(/[@:].*$/, '').replace(/[^a-zA-Z0-9-]/g, '-')
}

function podSpec({ flags, rest }: Call, name: string, restartPolicy: string): Json {
  return {
    containers: [
      {
        name,
        image: flags.text('image'),
        resources: {},
        ...(rest && rest.length > 0 ? { command: rest } : {}),
      },
    ],
    restartPolicy,
  }
}

function jobBody(call: Call, name: string, kind: Kind): Json {
  const from = call.flags.text('from')
  if (Boolean(from) === call.flags.given('image'))
    throw new Failure('error: either --image or --from must be specified')
  if (!from)
    return { ...head(kind, name, call), spec: { template: { spec: podSpec(call, name, 'Never') } } }
  const [type = '', source = ''] = from.split('/')
  const cronJob = getObject(call.desk, {
    kind: kindOf(type),
    namespace: namespaceOf(call),
    name: source,
  })
  return { ...head(kind, name, call), spec: at(cronJob, 'spec.jobTemplate.spec') }
}

function budgetBody(call: Call, name: string, kind: Kind): Json {
  const { flags } = call
  if (!flags.given('selector')) throw new Failure('error: a selector must be specified')
  if (flags.given('min-available') === flags.given('max-unavailable'))
    throw new Failure(
      flags.given('min-available')
        ? 'error: min-available and max-unavailable cannot be both specified'
        : 'error: one of min-available or max-unavailable must be specified',
    )
  const key = flags.given('min-available') ? 'minAvailable' : 'maxUnavailable'
  const text = flags.text(flags.given('min-available') ? 'min-available' : 'max-unavailable') ?? ''
  return {
    ...head(kind, name, call),
    spec: {
      [key]: /^\d+$/.test(text) ? Number(text) : text,
      selector: { matchLabels: pairsOf((flags.text('selector') ?? '').split(','), 'selector') },
    },
  }
}

function dataOf({ flags, session }: Call): Record<string, string> {
  const data: Record<string, string> = { ...pairsOf(flags.all('from-literal'), 'literal source') }
  for (const source of flags.all('from-file')) {
    const [key, file = key] = source.split('=')
    const text = session.files.get(file ?? '')
    if (text === undefined)
      throw new Failure(`error: error reading ${file}: no such file or directory`)
    data[(source.includes('=') ? key : file?.split('/').at(-1)) ?? ''] = text
  }
  return data
}

function secretMaker(): Command {
  return {
    name: 'create secret generic',
    aliases: ['create secret'],
    usage: 'NAME [--from-literal=KEY=VALUE]',
    says: { ja: 'Secretを作ります。', en: 'Create a Secret.' },
    examples: ['kubectl create secret generic token --from-literal=key=value'],
    flags: { ...makingFlags, 'from-literal': 'list', 'from-file': 'list', type: 'text' },
    takes: 'nothing',
    run(call) {
      const words = call.words[0] === 'generic' ? call.words.slice(1) : call.words
      const name = onlyName(call, 'create secret generic', words)
      const kind = servedKind('secret')
      const data = Object.entries(dataOf(call)).map(([key, text]) => [key, base64(text)])
      const body = {
        ...head(kind, name, call),
        data: Object.fromEntries(data),
        type: call.flags.text('type') ?? 'Opaque',
      }
      // Without a colon, as upstream has it.
      make(call, kind, body, { failure: 'failed to create secret' })
      return 0
    },
  }
}

function serviceMaker(type: string): Command {
  const types: Readonly<Record<string, string>> = {
    clusterip: 'ClusterIP',
    nodeport: 'NodePort',
    loadbalancer: 'LoadBalancer',
  }
  return {
    name: `create service ${type}`,
    usage: 'NAME --tcp=PORT:TARGETPORT',
    says: {
      ja: `${types[type]} の Service を作ります。`,
      en: `Create a Service of type ${types[type]}.`,
    },
    examples: [`kubectl create service ${type} web --tcp=80:8080`],
    flags: { ...makingFlags, tcp: 'list', 'node-port': 'number', clusterip: 'text' },
    takes: 'nothing',
    run(call) {
      const name = onlyName(call, `create service ${type}`)
      const kind = servedKind('service')
      const ports = call.flags.list('tcp').map((text) => {
        const [port, target = port] = text.split(':').map(Number)
        return { name: text.replace(':', '-'), port, protocol: 'TCP', targetPort: target }
      })
      if (ports.length === 0)
        throw new Failure('error: at least one tcp port specifier must be provided')
      const labels = { app: name }
      const spec = { ports, selector: labels, type: types[type] }
      const failure = `failed to create ${types[type]} service:`
      make(call, kind, { ...head(kind, name, call, { labels }), spec }, { failure })
      return 0
    },
  }
}

/** UTF-8, then base64. */
export function base64(text: string): string {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  const bytes = new TextEncoder().encode(text)
  let out = ''
  for (let index = 0; index < bytes.length; index += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(index, index + 3)
    const group = (a << 16) | (b << 8) | c
    for (const [place, shift] of [18, 12, 6, 0].entries())
      out += place <= bytes.length - index ? digits[(group >> shift) & 63] : '='
  }
  return out
}
