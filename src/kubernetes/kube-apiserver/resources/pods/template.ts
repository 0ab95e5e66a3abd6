/**
 * What a selector and the template of the Pods it selects must be.
 *
 * *Upstream:* `pkg/apis/apps/validation/validation.go` ValidatePodTemplateSpecForReplicaSet,
 * ValidateDeploymentSpec
 */
import type { PodTemplateSpec } from '../../../api/core.ts'
import { isEmptySelector, matchesSelector } from '../../../api/labels.ts'
import type { LabelSelector } from '../../../api/meta.ts'
import {
  type FieldError,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
} from '../../field-error.ts'
import { validateAnnotations, validateLabelSelector, validateLabels } from '../../validation.ts'
import { validatePodSpec } from './spec.ts'

/** How upstream names the kind in its sentences: of ReplicaSets it says `deployment`. */
export interface KindWords {
  readonly selector: string
  readonly template: string
  /** Of DaemonSets upstream does not say that the selector is missing, only that nothing matches. */
  readonly mayLackSelector?: boolean
}

const wordsOfReplicaSets: KindWords = { selector: 'deployment', template: 'ReplicaSet' }

/** The selector must be there, be valid and match the template's own labels. */
export function validateSelectorAndTemplate(
  {
    selector,
    template,
  }: {
    readonly selector: LabelSelector | undefined
    readonly template: PodTemplateSpec
  },
  words: KindWords = wordsOfReplicaSets,
): FieldError[] {
  const field = 'spec.selector'
  const wrong = selector
    ? validateLabelSelector(field, selector)
    : words.mayLackSelector
      ? []
      : [required(field)]
  const errors = [...wrong]
  if (selector && isEmptySelector(selector))
    errors.push(invalidValue(field, selector, `empty selector is invalid for ${words.selector}`))
  if (selector && wrong.length > 0)
    return [...errors, invalidValue(field, selector, 'invalid label selector')]
  const labels = template.metadata?.labels
  const isEmpty = selector !== undefined && isEmptySelector(selector)
  if (!isEmpty && !matchesSelector(selector, labels)) {
    const text = '`selector` does not match template `labels`'
    errors.push(invalidValue('spec.template.metadata.labels', labels, text))
  }
  return [...errors, ...validateLastingTemplate('spec.template', template, words.template)]
}

/** A template whose Pods are to run for ever. */
function validateLastingTemplate(
  field: string,
  template: PodTemplateSpec,
  kind: string,
): FieldError[] {
  const { restartPolicy, activeDeadlineSeconds } = template.spec
  const errors = validateTemplate(field, template)
  if (restartPolicy !== 'Always')
    errors.push(notSupported(`${field}.spec.restartPolicy`, restartPolicy, ['Always']))
  if (activeDeadlineSeconds !== undefined) {
    const text = `activeDeadlineSeconds in ${kind} is not Supported`
    errors.push(forbiddenField(`${field}.spec.activeDeadlineSeconds`, text))
  }
  return errors
}

const noEphemeral = 'ephemeral containers not allowed in pod template'

/** Labels and annotations go by Go's names of their places. */
export function validateTemplate(field: string, { metadata, spec }: PodTemplateSpec): FieldError[] {
  return [
    ...validateLabels(`${field}.labels`, metadata?.labels),
    ...validateAnnotations(`${field}.annotations`, metadata?.annotations),
    ...validatePodSpec(`${field}.spec`, spec),
    ...('ephemeralContainers' in spec
      ? [forbiddenField(`${field}.spec.ephemeralContainers`, noEphemeral)]
      : []),
  ]
}
