/** A step of an apply's story: who acts, as the figures name it, and what it did, as a sentence. */
import type { ApplyStep } from '../../lab/apply-story.ts'
import type { Bilingual } from '../../language.ts'

interface Who {
  /** As the figures name it. */
  readonly node: string
  readonly name: Bilingual
  /** What it watches, where it is set off by news. */
  readonly watches?: Bilingual
}

const components: Readonly<Record<string, Who>> = {
  learner: { node: 'kubectl', name: { ja: 'あなた（kubectl）', en: 'you, by kubectl' } },
  'kube-apiserver': { node: 'kube-apiserver', name: { ja: 'API Server', en: 'the API server' } },
  'kube-scheduler': {
    node: 'kube-scheduler',
    name: { ja: 'Scheduler', en: 'the Scheduler' },
    watches: { ja: '行き先のないPod', en: 'Pods without a node' },
  },
  'deployment-controller': {
    node: 'kube-controller-manager',
    name: {
      ja: 'Controller Manager（Deploymentコントローラー）',
      en: 'the Deployment controller, in the Controller Manager',
    },
    watches: { ja: 'DeploymentとReplicaSet', en: 'Deployments and ReplicaSets' },
  },
  'replicaset-controller': {
    node: 'kube-controller-manager',
    name: {
      ja: 'Controller Manager（ReplicaSetコントローラー）',
      en: 'the ReplicaSet controller, in the Controller Manager',
    },
    watches: { ja: 'ReplicaSetとPod', en: 'ReplicaSets and Pods' },
  },
}

/** Components of a node come as `kubelet@node-1`. */
export function whoOf({ actor }: Pick<ApplyStep, 'actor'>): Who {
  const known = components[actor]
  if (known) return known
  const [component = actor, node = ''] = actor.split('@')
  if (component === 'container-runtime')
    return {
      node: 'container-runtime',
      name: { ja: `${node}のコンテナランタイム`, en: `the container runtime of ${node}` },
    }
  return {
    node: component,
    name: { ja: `${node}のkubelet`, en: `the kubelet of ${node}` },
    watches: { ja: '自分のノードに割り当てられたPod', en: 'Pods that were given to its node' },
  }
}

export function tellStep(step: ApplyStep): Bilingual {
  const { kind, object, revision } = step
  switch (kind) {
    case 'request':
      return {
        ja: 'YAMLをAPI Serverに送る。kubectlの仕事は、これだけ',
        en: 'sends the YAML to the API server, and that is all kubectl does',
      }
    case 'checked':
      return {
        ja: 'だれの要求か、許されているか、書き方は正しいかを確かめ、省かれた値を補う',
        en: 'checks who asks, whether they may, and whether it is well formed, and fills in what was left out',
      }
    case 'unchanged':
      return {
        ja: '保存されている姿と比べる。差がないので、何も書かない',
        en: 'compares it with what is stored. Nothing differs, so nothing is written',
      }
    case 'stored':
      return {
        ja: `etcdに保存し、「${object?.created ? 'created' : 'configured'}」と答える。記録の版は${revision}`,
        en: `stores it in etcd and answers “${object?.created ? 'created' : 'configured'}”. This is revision ${revision} of the record`,
      }
    case 'news': {
      const { watches } = whoOf(step)
      return {
        ja: `${watches?.ja ?? ''}をwatchしていて、版${revision}の知らせを受け取る`,
        en: `watches ${watches?.en ?? ''}, and hears of revision ${revision}`,
      }
    }
    case 'write':
      return tellWrite(step)
    case 'sync':
      return {
        ja: '自分あてのPodと、手元のコンテナを比べる。ないので、作ることにする',
        en: 'compares the Pod it was given with the containers it has. There is none, so it sets out to make it',
      }
    case 'call':
      return calls[step.call ?? ''] ?? { ja: '呼び出しに答える', en: 'answers a call' }
    case 'look':
      return {
        ja: '1秒ごとの見回りで、コンテナが動いているのを見る',
        en: 'looks, as it does every second, and sees the container running',
      }
  }
}

function tellWrite({ actor, object, count, fields }: ApplyStep): Bilingual {
  const kind = object?.kind ?? ''
  if (object?.created)
    return count
      ? {
          ja: `足りない数だけ、${kind}を${count}つ作る。この先は、そのうちの1つを追う`,
          en: `creates the ${count} ${kind}s that are missing. From here on, one of them is followed`,
        }
      : { ja: `${kind}を作る`, en: `creates a ${kind}` }
  if (fields?.some(({ path }) => path === 'spec.nodeName'))
    return {
      ja: 'ノードを選び、Podの行き先に書く。コンテナはまだない',
      en: 'chooses a node, and writes it into the Pod. There is no container yet',
    }
  if (actor.startsWith('kubelet'))
    return { ja: 'Podの状態を報告する', en: 'reports how the Pod is' }
  if (fields?.some(({ path }) => path === 'spec.replicas'))
    return { ja: `${kind}の数を書き換える`, en: `changes the number of the ${kind}` }
  return { ja: `${kind}の状態を数え直して書く`, en: `counts anew, and writes the ${kind}’s status` }
}

const calls: Readonly<Record<string, Bilingual>> = {
  RunPodSandbox: {
    ja: 'kubeletに頼まれて、Podの入れ物を作る。IPアドレスが決まる',
    en: 'asked by the kubelet, makes the Pod’s sandbox, which gives it its IP address',
  },
  PullImage: { ja: 'イメージを取得する', en: 'pulls the image' },
  CreateContainer: {
    ja: '入れ物の中に、コンテナを作る',
    en: 'makes the container in that sandbox',
  },
  StartContainer: { ja: 'コンテナを起動する', en: 'starts the container' },
}

/** It all happens within a second or two, so milliseconds count. */
export function spanText(ms: number): Bilingual {
  return ms < 1_000
    ? { ja: `${ms}ミリ秒`, en: `${ms} ms` }
    : { ja: `${(ms / 1_000).toFixed(2)}秒`, en: `${(ms / 1_000).toFixed(2)} s` }
}
