/**
 * A new node gets no Pods before it is ready.
 *
 * *Upstream:* `plugin/pkg/admission/nodetaint/admission.go`
 */
import type { Node, Taint } from '../../api/core.ts'
import type { AdmissionPlugin } from '../admission.ts'

const notReady: Taint = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }

export const taintNodesByCondition: AdmissionPlugin = {
  name: 'TaintNodesByCondition',
  admit(object, { request }) {
    if (request.resource !== 'nodes' || request.verb !== 'create') return object
    const node = object as Node
    const taints = node.spec?.taints ?? []
    if (taints.some((taint) => taint.key === notReady.key && taint.effect === notReady.effect))
      return node
    return { ...node, spec: { ...node.spec, taints: [...taints, notReady] } }
  },
}
