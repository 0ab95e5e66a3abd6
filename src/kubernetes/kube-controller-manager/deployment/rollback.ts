/**
 * The old API's way back: an annotation asks for the template of an earlier revision. kubectl does
 * not use it any more (it copies the template itself), but the controller still obeys.
 *
 * *Upstream:* `pkg/controller/deployment/rollback.go`
 */
import type { Deployment, ReplicaSet } from '../../api/apps.ts'
import type { PodTemplateSpec } from '../../api/core.ts'
import type { Host } from '../../component.ts'
import { isSameTemplate, podTemplateHashLabel } from './pod-template-hash.ts'
import { allReplicaSets, type Rollout } from './replica-sets.ts'
import {
  copiedAnnotations,
  keptAnnotations,
  lastRevision,
  revisionOf,
  rollbackAnnotation,
} from './revisions.ts'

/** The revision to go back to, 0 for the one before; undefined where nobody asks. */
export function rollbackTo({ metadata }: Deployment): number | undefined {
  const text = metadata.annotations?.[rollbackAnnotation]
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
}

/** Copies the template and clears the annotation; the rollout follows with the next look. */
export function rollBack({ client, events }: Host, rollout: Rollout, wanted: number): undefined {
  const { deployment } = rollout
  const { name } = deployment.metadata
  const warn = (reason: string, text: string) =>
    events.record(deployment, 'Warning', `DeploymentRollback${reason}`, text)
  const all = allReplicaSets(rollout)
  const revision = wanted === 0 ? lastRevision(all) : wanted
  const target = all.find((replicaSet) => revisionOf(replicaSet) === revision)
  let next = deployment
  if (revision === 0) warn('RevisionNotFound', 'Unable to find last revision.')
  else if (!target) warn('RevisionNotFound', 'Unable to find the revision to rollback to.')
  else if (isSameTemplate(deployment.spec.template, target.spec.template))
    warn(
      'TemplateUnchanged',
      `The rollback revision contains the same template as current deployment "${name}"`,
    )
  else next = withTemplateOf(deployment, target)
  const { [rollbackAnnotation]: _, ...annotations } = next.metadata.annotations ?? {}
  client.update('deployments', { ...next, metadata: { ...next.metadata, annotations } })
  if (next !== deployment) {
    const text = `Rolled back deployment "${name}" to revision ${revision}`
    events.record(deployment, 'Normal', 'DeploymentRollback', text)
  }
}

function withTemplateOf(deployment: Deployment, replicaSet: ReplicaSet): Deployment {
  const { template } = replicaSet.spec
  const { [podTemplateHashLabel]: _, ...labels } = template.metadata?.labels ?? {}
  const own: PodTemplateSpec = { ...template, metadata: { ...template.metadata, labels } }
  return {
    ...deployment,
    metadata: {
      ...deployment.metadata,
      annotations: { ...keptAnnotations(deployment), ...copiedAnnotations(replicaSet) },
    },
    spec: { ...deployment.spec, template: own },
  }
}
