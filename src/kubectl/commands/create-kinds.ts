/**
 * `kubectl create deployment`, `namespace`, `configmap` and others.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/create/create_*.go`
 * Roles and their bindings: `create-access.ts`; Secrets, Services, quotas and Ingresses: files of their own.
 */
import type { Json } from '../../kubernetes/kube-apiserver/strategic-merge.ts'
import type { Bilingual } from '../../language.ts'
import { getObject } from '../api.ts'
import type { Call, Command } from '../command.ts'
import { namespaceOf } from '../command.ts'
import { Failure, usageError } from '../failure.ts'
import type { FlagTable } from '../flags.ts'
import { at } from '../json.ts'
import { apiVersionOf, type Kind, kindOf } from '../kinds.ts'
import {
  head,
  make,
  makingFlags,
  onlyName,
  pairsOf,
  required,
  servedKind,
  unexpectedLabel,
} from './create.ts'
import { dataOf } from './create-data.ts'
import { createMore } from './create-more.ts'
import { createSecrets } from './create-secrets.ts'
import { createServices } from './create-services.ts'

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
    body: (call, name, kind) => ({ ...head(kind, name, call), spec: {}, status: {} }),
  },
  {
    resource: 'configmap',
    aliases: ['cm'],
    usage: 'NAME [--from-literal=KEY=VALUE] [--from-file=[KEY=]FILE]',
    says: { ja: 'ConfigMapを作ります。', en: 'Create a ConfigMap.' },
    example: 'kubectl create configmap settings --from-literal=color=blue',
    flags: { 'from-literal': 'list', 'from-file': 'list', 'from-env-file': 'list' },
    body(call, name, kind) {
      const data = dataOf(call, `Data for ConfigMap ${JSON.stringify(name)}`, 'ConfigMap')
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
      ...(flags.is('global-default') ? { globalDefault: true } : {}),
      ...(flags.text('description') ? { description: flags.text('description') } : {}),
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
            template: {
              metadata: {},
              spec: podSpec(call, name, call.flags.text('restart') ?? 'OnFailure'),
            },
          },
        },
      },
      status: {},
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
  ...createServices,
  ...createSecrets,
  ...createMore,
]

function deploymentBody(call: Call, name: string, kind: Kind): Json {
  const { flags, rest } = call
  const images = flags.list('image').filter(Boolean)
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
    return {
      ...head(kind, name, call),
      spec: { template: { metadata: {}, spec: podSpec(call, name, 'Never') } },
      status: {},
    }
  const [type = '', source = ''] = from.split('/')
  const cronJob = getObject(call.desk, {
    kind: kindOf(type),
    namespace: namespaceOf(call),
    name: source,
  })
  const owner = kindOf(type)
  if (owner.resource !== 'cronjobs')
    throw new Failure(`error: unknown object type *${owner.version}.${owner.kind}`)
  const { metadata } = cronJob
  const template = (field: string) => at(cronJob, `spec.jobTemplate.metadata.${field}`) as Json
  const { labels, annotations } = {
    labels: template('labels'),
    annotations: template('annotations'),
  }
  return {
    ...head(kind, name, call, {
      annotations: { 'cronjob.kubernetes.io/instantiate': 'manual', ...annotations },
      ...(labels ? { labels } : {}),
      ownerReferences: [
        {
          apiVersion: apiVersionOf(owner),
          kind: owner.kind,
          name: metadata.name,
          uid: metadata.uid,
          controller: true,
        },
      ],
    }),
    spec: at(cronJob, 'spec.jobTemplate.spec'),
    status: {},
  }
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
      selector: {
        matchLabels: pairsOf((flags.text('selector') ?? '').split(','), unexpectedLabel),
      },
    },
    status: { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 },
  }
}
