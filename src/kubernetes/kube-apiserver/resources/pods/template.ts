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

/** The selector must be there, be valid and match the template's own labels. */
export function validateSelectorAndTemplate({
  selector,
  template,
}: {
  readonly selector: LabelSelector | undefined
  readonly template: PodTemplateSpec
}): FieldError[] {
  const field = 'spec.selector'
  const wrong = selector ? validateLabelSelector(field, selector) : [required(field)]
  const errors = [...wrong]
  if (selector && isEmptySelector(selector))
    // Upstream says so of ReplicaSets, too.
    errors.push(invalidValue(field, selector, 'empty selector is invalid for deployment'))
  if (selector && wrong.length > 0)
    return [...errors, invalidValue(field, selector, 'invalid label selector')]
  const labels = template.metadata?.labels
  const isEmpty = selector !== undefined && isEmptySelector(selector)
  if (!isEmpty && !matchesSelector(selector, labels)) {
    const text = '`selector` does not match template `labels`'
    errors.push(invalidValue('spec.template.metadata.labels', labels, text))
  }
  return [...errors, ...validateTemplate('spec.template', template)]
}

function validateTemplate(field: string, { metadata, spec }: PodTemplateSpec): FieldError[] {
  const { restartPolicy, activeDeadlineSeconds } = spec as PodTemplateSpec['spec'] & {
    activeDeadlineSeconds?: number
  }
  const errors = [
    ...validateLabels(`${field}.metadata.labels`, metadata?.labels),
    ...validateAnnotations(`${field}.metadata.annotations`, metadata?.annotations),
    ...validatePodSpec(`${field}.spec`, spec),
  ]
  if (restartPolicy !== 'Always')
    errors.push(notSupported(`${field}.spec.restartPolicy`, restartPolicy, ['Always']))
  if (activeDeadlineSeconds !== undefined) {
    const text = 'activeDeadlineSeconds in ReplicaSet is not Supported'
    errors.push(forbiddenField(`${field}.spec.activeDeadlineSeconds`, text))
  }
  return errors
}
