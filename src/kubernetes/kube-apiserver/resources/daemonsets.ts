/**
 * DaemonSets: one Pod on every node that can take it.
 *
 * *Upstream:* `pkg/apis/apps/v1/defaults.go`, `pkg/apis/apps/validation/validation.go`
 */
import type { DaemonSet } from '../../api/apps.ts'
import { isEqual } from '../../api/equality.ts'
import { type FieldError, invalidValue, notSupported, required } from '../field-error.ts'
import { isDns1123Subdomain } from '../names.ts'
import type { ResourceDefinition } from '../resource.ts'
import { anySchemaOf } from '../schema-more.ts'
import { immutable, nonNegative, validateMetadata, validateMetadataUpdate } from '../validation.ts'
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

type Strategy = NonNullable<DaemonSet['spec']['updateStrategy']>

/** The annotation that keeps count of a DaemonSet's templates. */
const templateGeneration = 'deprecated.daemonset.template.generation'

const words = { selector: 'daemonset', template: 'DaemonSet', mayLackSelector: true }
const untouched = {
  currentNumberScheduled: 0,
  numberMisscheduled: 0,
  desiredNumberScheduled: 0,
  numberReady: 0,
}

export const daemonsets: ResourceDefinition<'daemonsets'> = {
  resource: 'daemonsets',
  kind: 'DaemonSet',
  group: 'apps',
  version: 'v1',
  singular: 'daemonset',
  shortNames: ['ds'],
  namespaced: true,
  etcdPrefix: '/registry/daemonsets',
  schema: anySchemaOf('DaemonSet'),
  subresources: ['status'],
  unconditionalUpdate: true,
  defaults: (daemonSet) => ({
    ...daemonSet,
    spec: {
      revisionHistoryLimit: 10,
      ...daemonSet.spec,
      template: defaultTemplate(daemonSet.spec?.template),
      updateStrategy: defaultStrategy(daemonSet.spec?.updateStrategy),
    },
  }),
  prepareForCreate: (daemonSet) =>
    ofGeneration(
      withFirstGeneration({ ...daemonSet, status: untouched }),
      Math.max(1, templateGenerationOf(daemonSet)),
    ),
  validate: (daemonSet) => [
    ...validateMetadata(daemonSet, true, isDns1123Subdomain),
    ...validateSpec(daemonSet.spec),
  ],
  prepareForUpdate: (next, old) =>
    ofGeneration(
      withNextGeneration(withStatusOf(next, old), old, !hasSameSpec(next, old)),
      templateGenerationOf(old) + (isEqual(next.spec.template, old.spec.template) ? 0 : 1),
    ),
  prepareForStatusUpdate: (next, old) => statusWrite(next, old),
  validateUpdate: (next, old) => [
    ...validateMetadataUpdate(next, old),
    ...immutable('spec.selector', next.spec.selector, old.spec.selector),
    ...validateSpec(next.spec),
  ],
}

function templateGenerationOf({ metadata }: DaemonSet): number {
  return Number(metadata.annotations?.[templateGeneration] ?? 0)
}

/** Of what was once a field nothing is left but a note. */
function ofGeneration(daemonSet: DaemonSet, generation: number): DaemonSet {
  const { metadata } = daemonSet
  const annotations = { ...metadata.annotations, [templateGeneration]: String(generation) }
  return { ...daemonSet, metadata: { ...metadata, annotations } }
}

function defaultStrategy(strategy: Strategy = {}): Strategy {
  const type = strategy.type || 'RollingUpdate'
  if (type !== 'RollingUpdate') return { ...strategy, type }
  return {
    ...strategy,
    type,
    rollingUpdate: { maxUnavailable: 1, maxSurge: 0, ...strategy.rollingUpdate },
  }
}

function validateSpec(spec: DaemonSet['spec']): FieldError[] {
  return [
    ...validateSelectorAndTemplate(spec, words),
    ...nonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...validateStrategy(spec.updateStrategy ?? {}),
    ...nonNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
  ]
}

function validateStrategy({ type, rollingUpdate }: Strategy): FieldError[] {
  const field = 'spec.updateStrategy'
  if (type === 'OnDelete') return []
  if (type !== 'RollingUpdate') {
    // Upstream prints its inner struct, whose fields have no JSON names.
    const { maxUnavailable: MaxUnavailable = 0, maxSurge: MaxSurge = 0 } = rollingUpdate ?? {}
    const value = { Type: type, RollingUpdate: rollingUpdate ? { MaxUnavailable, MaxSurge } : null }
    return [notSupported(field, value, ['RollingUpdate', 'OnDelete'])]
  }
  const unavailable = `${field}.rollingUpdate.maxUnavailable`
  const surge = `${field}.rollingUpdate.maxSurge`
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate ?? {}
  const errors = [
    ...countOrPercent(unavailable, maxUnavailable),
    ...countOrPercent(surge, maxSurge),
  ]
  if (!isNone(maxUnavailable) && !isNone(maxSurge))
    errors.push(invalidValue(surge, maxSurge, 'may not be set when maxUnavailable is non-zero'))
  if (isNone(maxUnavailable) && isNone(maxSurge))
    errors.push(required(unavailable, 'cannot be 0 when maxSurge is 0'))
  return [...errors, ...atMostAll(unavailable, maxUnavailable), ...atMostAll(surge, maxSurge)]
}
