/**
 * kube-controller-manager — one process, many control loops: it is the roof over the controllers
 * in the folders beside this file. They share its informers and nothing else; each can be left out.
 *
 * *Upstream:* `cmd/kube-controller-manager/app/controllermanager.go`
 * *Leaves out:* leader election (there is only one), controllers of kinds that do not exist here.
 */
import type { ComponentDefinition } from '../component.ts'

export const controllerManager: ComponentDefinition = {
  name: 'kube-controller-manager',
  runsOn: 'control-plane',
  watches: [],
  writes: [],
  withoutIt: {
    ja:
      'Deployment は保存されますが、ReplicaSet も Pod も作られません。' +
      'ノードが停止しても Ready のままで、失われた Pod は置き換えられません。',
    en:
      'Deployments are stored, but no ReplicaSet and no Pod appears. ' +
      'A dead node stays Ready, and lost Pods are not replaced.',
  },
}
