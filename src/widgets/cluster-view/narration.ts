/**
 * Moments in words, both languages: who did what. Bound to what really happened, so it stays true
 * whatever the learner wrote.
 */

import type { Moment, MomentKind } from '../../lab/moments.ts'
import type { Bilingual } from '../../language.ts'

/** Who acted, by the name on the figure. */
export function actorOf(moment: Moment): string | undefined {
  const by = moment.cause?.by
  if (!by) return undefined
  const [component = by] = by.split('@')
  return controllers.has(component) ? 'kube-controller-manager' : component
}

const controllers = new Set([
  'deployment-controller',
  'replicaset-controller',
  'node-lifecycle-controller',
  'taint-eviction-controller',
  'endpointslice-controller',
  'garbage-collector',
  'pod-garbage-collector',
  'daemonset-controller',
  'statefulset-controller',
  'job-controller',
  'cronjob-controller',
  'horizontal-pod-autoscaler',
])

type Tell = (moment: Moment) => Bilingual

const short = (name: string) => {
  const dash = name.lastIndexOf('-')
  return dash > 0 && name.length > 18 ? `…${name.slice(dash)}` : name
}
const pod = ({ subject }: Moment) => short(subject)
const node = ({ detail }: Moment) => String(detail['node'] || '—')

const tellings: Readonly<Record<MomentKind, Tell>> = {
  'power-off': (m) => ({ ja: `${m.subject}の電源が切れた`, en: `${m.subject} lost power` }),
  'power-on': (m) => ({
    ja: `${m.subject}の電源が入った。起動している`,
    en: `${m.subject} has power again and boots`,
  }),
  booted: (m) => ({ ja: `${m.subject}が起動し終えた`, en: `${m.subject} has booted` }),
  cut: (m) => ({ ja: `${m.subject}のあいだの線が切れた`, en: `the link ${m.subject} was cut` }),
  mend: (m) => ({
    ja: `${m.subject}のあいだがつながった`,
    en: `the link ${m.subject} was mended`,
  }),
  crash: () => ({ ja: 'コンテナのプロセスが落ちた', en: 'a container’s process crashed' }),
  oom: () => ({
    ja: 'メモリを使いすぎたプロセスを、カーネルが止めた',
    en: 'the kernel killed a process that took too much memory',
  }),
  'slow-disk': (m) => ({
    ja: `${m.subject}のディスクの速さが変わった`,
    en: `the disk of ${m.subject} changed its pace`,
  }),
  'full-disk': (m) => ({
    ja: `${m.subject}のディスクの空きが変わった`,
    en: `the room on the disk of ${m.subject} changed`,
  }),
  'clock-skew': (m) => ({
    ja: `${m.subject}の時計が動かされた`,
    en: `the clock of ${m.subject} was moved`,
  }),
  stop: (m) => ({ ja: `${m.subject}が止まった`, en: `${m.subject} was stopped` }),
  start: (m) => ({ ja: `${m.subject}が動き出した`, en: `${m.subject} was started` }),
  'deployment-applied': (m) => ({
    ja: `宣言が変わった：${m.subject}を${m.detail['replicas']}つ`,
    en: `declared: ${m.detail['replicas']} of ${m.subject}`,
  }),
  'object-applied': (m) => ({
    ja: `宣言が変わった：${m.detail['kind']} ${m.subject}`,
    en: `declared: ${m.detail['kind']} ${m.subject}`,
  }),
  'object-deleted': (m) => ({
    ja: `${actor(m).ja}が${m.detail['kind']} ${m.subject}の削除を求めた`,
    en: `${actor(m).en} asked to delete ${m.detail['kind']} ${m.subject}`,
  }),
  'replicaset-created': (m) => ({
    ja: `DeploymentコントローラーがReplicaSetを作った（${m.detail['to']}つ）`,
    en: `the Deployment controller created a ReplicaSet of ${m.detail['to']}`,
  }),
  'replicaset-scaled': (m) => ({
    ja: `ReplicaSetを${m.detail['from']}から${m.detail['to']}にした`,
    en: `the ReplicaSet went from ${m.detail['from']} to ${m.detail['to']}`,
  }),
  'pod-created': (m) => ({
    ja: `${actor(m).ja}がPod ${pod(m)}を作った`,
    en: `${actor(m).en} created Pod ${pod(m)}`,
  }),
  'pod-scheduled': (m) => ({
    ja: `Schedulerが${pod(m)}の行き先を${node(m)}に決めた`,
    en: `the Scheduler chose ${node(m)} for ${pod(m)}`,
  }),
  'pod-started': (m) => ({
    ja: `${node(m)}のkubeletが${pod(m)}のコンテナを起動した`,
    en: `the kubelet of ${node(m)} started the container of ${pod(m)}`,
  }),
  'pod-ready': (m) => ({ ja: `${pod(m)}がReadyになった`, en: `${pod(m)} became Ready` }),
  'pod-not-ready': (m) => ({
    ja: `${pod(m)}にReadyでないと印が付いた`,
    en: `${pod(m)} was marked not Ready`,
  }),
  'pod-completed': (m) => ({
    ja: `${pod(m)}のコンテナが仕事を終えた（終了コード0）`,
    en: `the container of ${pod(m)} finished its work (exit code 0)`,
  }),
  'pod-crashed': (m) => ({
    ja: `${pod(m)}のコンテナが終わった（終了コード${m.detail['exitCode']}）`,
    en: `the container of ${pod(m)} ended (exit code ${m.detail['exitCode']})`,
  }),
  'pod-restarted': (m) => ({
    ja: `kubeletが${pod(m)}のコンテナを起動しなおした（${m.detail['restarts']}回目）`,
    en: `the kubelet restarted the container of ${pod(m)} (restart ${m.detail['restarts']})`,
  }),
  'pod-waiting': (m) => ({
    ja: `${pod(m)}が待っている：${m.detail['reason']}`,
    en: `${pod(m)} waits: ${m.detail['reason']}`,
  }),
  'pod-deleted': (m) => ({
    ja: `${actor(m).ja}がPod ${pod(m)}の削除を求めた`,
    en: `${actor(m).en} asked to delete Pod ${pod(m)}`,
  }),
  'pod-gone': (m) => ({ ja: `Pod ${pod(m)}が消えた`, en: `Pod ${pod(m)} is gone` }),
  'node-not-ready': (m) => ({
    ja: `Controller Managerが${m.subject}の沈黙に気づいた（NotReady）`,
    en: `the Controller Manager noticed the silence of ${m.subject} (NotReady)`,
  }),
  'node-ready': (m) => ({ ja: `${m.subject}がReadyになった`, en: `${m.subject} became Ready` }),
  'taint-added': (m) => ({
    ja: `${m.subject}に「Podを立ち退かせる」印（taint）が付いた`,
    en: `${m.subject} got the taint that evicts Pods`,
  }),
  'taint-removed': (m) => ({
    ja: `${m.subject}から立ち退きの印（taint）が取れた`,
    en: `the evicting taint of ${m.subject} was removed`,
  }),
  'endpoint-ready': (m) => ({
    ja: `Serviceの宛先に${pod(m)}が加わった`,
    en: `the Service now sends to ${pod(m)}`,
  }),
  'endpoint-not-ready': (m) => ({
    ja: `Serviceの宛先から${pod(m)}が外れた`,
    en: `the Service no longer sends to ${pod(m)}`,
  }),
  'rollout-complete': (m) => ({
    ja: `${m.subject}が宣言どおりになった`,
    en: `${m.subject} is what was declared`,
  }),
  'job-created': (m) => ({
    ja: `${actor(m).ja}がJob ${m.subject}を作った`,
    en: `${actor(m).en} created Job ${m.subject}`,
  }),
  'job-complete': (m) => ({
    ja: `Job ${m.subject}が完了した`,
    en: `Job ${m.subject} is complete`,
  }),
  'job-failed': (m) => ({
    ja: `Job ${m.subject}は失敗に終わった`,
    en: `Job ${m.subject} has failed`,
  }),
}

export function narrate(moment: Moment): Bilingual {
  return tellings[moment.kind](moment)
}

const actors: Readonly<Record<string, Bilingual>> = {
  learner: { ja: 'あなた', en: 'you' },
  'replicaset-controller': {
    ja: 'Controller Manager（ReplicaSet）',
    en: 'the ReplicaSet controller',
  },
  'daemonset-controller': {
    ja: 'Controller Manager（DaemonSet）',
    en: 'the DaemonSet controller',
  },
  'statefulset-controller': {
    ja: 'Controller Manager（StatefulSet）',
    en: 'the StatefulSet controller',
  },
  'job-controller': { ja: 'Controller Manager（Job）', en: 'the Job controller' },
  'cronjob-controller': { ja: 'Controller Manager（CronJob）', en: 'the CronJob controller' },
  'taint-eviction-controller': {
    ja: 'Controller Manager（taint eviction）',
    en: 'the taint eviction controller',
  },
  'garbage-collector': { ja: 'Controller Manager（GC）', en: 'the garbage collector' },
  'pod-garbage-collector': { ja: 'Controller Manager（Pod GC）', en: 'the Pod garbage collector' },
}

function actor({ cause }: Moment): Bilingual {
  const by = cause?.by.split('@')[0] ?? ''
  return actors[by] ?? { ja: by, en: by }
}

/** The moments a timeline names; others are ticks without a word. */
export const bookmarks: ReadonlySet<MomentKind> = new Set<MomentKind>([
  'power-off',
  'power-on',
  'crash',
  'node-not-ready',
  'taint-added',
  'pod-deleted',
  'pod-created',
  'rollout-complete',
  'node-ready',
  'deployment-applied',
  'object-applied',
  'object-deleted',
  'job-complete',
  'job-failed',
])

const bookmarkNames: Partial<Record<MomentKind, Bilingual>> = {
  'power-off': { ja: '電源断', en: 'power lost' },
  'power-on': { ja: '電源復帰', en: 'power back' },
  crash: { ja: 'クラッシュ', en: 'crash' },
  'node-not-ready': { ja: 'NotReady', en: 'NotReady' },
  'taint-added': { ja: 'taint', en: 'taint' },
  'pod-deleted': { ja: '立ち退き', en: 'eviction' },
  'pod-created': { ja: '新しいPod', en: 'new Pod' },
  'rollout-complete': { ja: '宣言どおり', en: 'as declared' },
  'node-ready': { ja: 'Ready', en: 'Ready' },
  'deployment-applied': { ja: '適用', en: 'applied' },
  'object-applied': { ja: '適用', en: 'applied' },
  'object-deleted': { ja: '削除', en: 'deleted' },
  'job-complete': { ja: '完了', en: 'complete' },
  'job-failed': { ja: '失敗', en: 'failed' },
}

export function bookmarkName({ kind, cause }: Moment): Bilingual | undefined {
  if (kind === 'pod-deleted' && cause?.by === 'learner')
    return { ja: 'Podを削除', en: 'Pod deleted' }
  return bookmarkNames[kind]
}
