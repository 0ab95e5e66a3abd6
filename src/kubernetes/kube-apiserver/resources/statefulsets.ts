/**
 * StatefulSets: Pods with names that last.
 *
 * *Upstream:* `pkg/apis/apps/v1/defaults.go`, `pkg/apis/apps/validation/validation.go`,
 * `pkg/registry/apps/statefulset/strategy.go`
 * *Leaves out:* volume claims: there is no storage here, so that `volumeClaimTemplates` are refused.
 */
import type { StatefulSet } from '../../api/apps.ts'
import { isEqual } from '../../api/equality.ts'
import {
  type FieldError,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
} from '../field-error.ts'
import { isDns1123Label } from '../names.ts'
import type { ResourceDefinition } from '../resource.ts'
import { anySchemaOf } from '../schema-more.ts'
import { checked, nonNegative, validateMetadata, validateMetadataUpdate } from '../validation.ts'
import { atMostAll, countOrPercent, isNone } from './int-or-percent.ts'
import { defaultTemplate } from './pods/defaults.ts'
import { validateSelectorAndTemplate } from './pods/template.ts'
import {
  hasSameSpec,
  statusWrite,
  withFirstGeneration,
  withNextGeneration,
  withStatusOf,
} from './strategy.ts'

type Spec = StatefulSet['spec']
type Strategy = NonNullable<Spec['updateStrategy']>

type Claims = NonNullable<Spec['volumeClaimTemplates']>

const words = { selector: 'statefulset', template: 'StatefulSet' }

export const statefulsets: ResourceDefinition<'statefulsets'> = {
  resource: 'statefulsets',
  kind: 'StatefulSet',
  group: 'apps',
  version: 'v1',
  singular: 'statefulset',
  shortNames: ['sts'],
  namespaced: true,
  etcdPrefix: '/registry/statefulsets',
  schema: anySchemaOf('StatefulSet'),
  subresources: ['status', 'scale'],
  unconditionalUpdate: true,
  defaults: (statefulSet) => ({
    ...statefulSet,
    spec: {
      replicas: 1,
      revisionHistoryLimit: 10,
      ...statefulSet.spec,
      podManagementPolicy: statefulSet.spec?.podManagementPolicy || 'OrderedReady',
      template: defaultTemplate(statefulSet.spec?.template),
      ...(statefulSet.spec?.volumeClaimTemplates
        ? { volumeClaimTemplates: defaultClaims(statefulSet.spec.volumeClaimTemplates) }
        : {}),
      updateStrategy: defaultStrategy(statefulSet.spec?.updateStrategy),
      persistentVolumeClaimRetentionPolicy: {
        whenDeleted: 'Retain',
        whenScaled: 'Retain',
        ...statefulSet.spec?.persistentVolumeClaimRetentionPolicy,
      },
    },
  }),
  prepareForCreate: (statefulSet) =>
    withFirstGeneration({ ...statefulSet, status: { replicas: 0, availableReplicas: 0 } }),
  validate: (statefulSet) => [
    ...validateMetadata(statefulSet, true, isDns1123Label),
    ...validateSpec(statefulSet.spec, true),
  ],
  prepareForUpdate: (next, old) =>
    withNextGeneration(withStatusOf(next, old), old, !hasSameSpec(next, old)),
  prepareForStatusUpdate: (next, old) => statusWrite(next, old),
  validateUpdate: (next, old) => [
    ...validateMetadataUpdate(next, old),
    ...validateSpec(next.spec),
    ...validateChange(next.spec, old.spec),
  ],
}

function defaultStrategy(strategy: Strategy = {}): Strategy {
  const type = strategy.type || 'RollingUpdate'
  if (type !== 'RollingUpdate') return { ...strategy, type }
  return { ...strategy, type, rollingUpdate: { partition: 0, ...strategy.rollingUpdate } }
}

/** @param isNew those that are there may be governed by a Service of any name */
function validateSpec(spec: Spec, isNew = false): FieldError[] {
  const { podManagementPolicy: policy, template, volumeClaimTemplates: claims = [] } = spec
  const field = 'spec.podManagementPolicy'
  const errors: FieldError[] = []
  if (!policy) errors.push(required(field))
  else if (policy !== 'OrderedReady' && policy !== 'Parallel')
    errors.push(invalidValue(field, policy, "must be 'OrderedReady' or 'Parallel'"))
  return [
    ...errors,
    ...validateStrategy(spec.updateStrategy ?? {}),
    ...validateRetention(spec.persistentVolumeClaimRetentionPolicy ?? {}),
    ...nonNegative('spec.replicas', spec.replicas),
    ...nonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...nonNegative('spec.ordinals.start', spec.ordinals?.start),
    ...claims.flatMap(({ metadata }, index) =>
      metadata?.name ? [] : [required(`spec.volumeClaimTemplates[${index}].metadata.name`)],
    ),
    ...(isNew && spec.serviceName
      ? checked('spec.serviceName', spec.serviceName, isDns1123Label)
      : []),
    ...validateSelectorAndTemplate({ ...spec, template: withClaims(template, claims) }, words),
  ]
}

/** Containers may mount what is claimed for their Pod. */
function withClaims(template: Spec['template'], claims: Claims): Spec['template'] {
  if (claims.length === 0) return template
  const { volumes = [] } = template.spec
  const names = claims.map(({ metadata }) => metadata?.name ?? '')
  const others = (volumes as readonly { readonly name: string }[]).filter(
    ({ name }) => !names.includes(name),
  )
  const claimed = names.map((name) => ({ name, persistentVolumeClaim: { claimName: name } }))
  return { ...template, spec: { ...template.spec, volumes: [...claimed, ...others] } }
}

const retentions = ['Retain', 'Delete']

function validateRetention(policy: NonNullable<Spec['persistentVolumeClaimRetentionPolicy']>) {
  return (['whenDeleted', 'whenScaled'] as const).flatMap((key) => {
    const value = policy[key]
    if (value === undefined || retentions.includes(value)) return []
    return [notSupported(`spec.persistentVolumeClaimRetentionPolicy.${key}`, value, retentions)]
  })
}

/** As they are kept: whole claims, that have no volume yet. */
function defaultClaims(claims: Claims): Claims {
  return claims.map((claim) => ({
    ...claim,
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: claim.metadata ?? {},
    spec: { volumeMode: 'Filesystem', ...claim.spec },
    status: { phase: 'Pending', ...claim.status },
  }))
}

function validateStrategy({ type, rollingUpdate }: Strategy): FieldError[] {
  const field = 'spec.updateStrategy'
  if (!type) return [required(field)]
  if (type === 'OnDelete') {
    const text = "only allowed for updateStrategy 'RollingUpdate'"
    return rollingUpdate ? [invalidValue(`${field}.rollingUpdate`, rollingUpdate, text)] : []
  }
  if (type !== 'RollingUpdate') {
    // Upstream prints its inner struct, whose fields have no JSON names.
    const { partition: Partition = 0, maxUnavailable: MaxUnavailable = null } = rollingUpdate ?? {}
    const value = {
      Type: type,
      RollingUpdate: rollingUpdate ? { Partition, MaxUnavailable } : null,
    }
    return [invalidValue(field, value, "must be 'RollingUpdate' or 'OnDelete'")]
  }
  const unavailable = `${field}.rollingUpdate.maxUnavailable`
  const { partition, maxUnavailable } = rollingUpdate ?? {}
  const errors = nonNegative(`${field}.rollingUpdate.partition`, partition)
  if (maxUnavailable === undefined) return errors
  errors.push(...countOrPercent(unavailable, maxUnavailable))
  if (isNone(maxUnavailable)) errors.push(invalidValue(unavailable, maxUnavailable, 'cannot be 0'))
  return [...errors, ...atMostAll(unavailable, maxUnavailable)]
}

const mayChange = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
] as const

function validateChange(next: Spec, old: Spec): FieldError[] {
  const fixed = (spec: Spec) => ({
    ...spec,
    ...Object.fromEntries(mayChange.map((key) => [key, undefined])),
  })
  if (isEqual(fixed(next), fixed(old))) return []
  const list = mayChange.map((key) => `'${key}'`)
  const last = list.pop()
  const names = `${list.join(', ')} and ${last}`
  const text = `updates to statefulset spec for fields other than ${names} are forbidden`
  return [forbiddenField('spec', text)]
}
