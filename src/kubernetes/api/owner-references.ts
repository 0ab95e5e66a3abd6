/**
 * Who made whom.
 *
 * *Upstream:* `staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/controller_ref.go`
 */
import type { KubernetesObject, OwnerReference } from './meta.ts'

/** The reference to the object's managing controller, if it has one. */
export function controllerOf(object: KubernetesObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((reference) => reference.controller)
}

export function controllerReference(owner: KubernetesObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  }
}

export function isControlledBy(object: KubernetesObject, owner: KubernetesObject): boolean {
  return controllerOf(object)?.uid === owner.metadata.uid
}
