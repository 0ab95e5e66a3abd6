/** Words of the scene inside a node, around what its content file says. */
import type { Language } from '../../language.ts'
import type { NodePicture } from './node-picture.ts'

const ja = {
  kind: 'ノードの中',
  rounds: '場面',
  runtime: 'コンテナランタイム',
  runtimeHint: '替えてみてください。呼び出しは同じで、IDと名前だけが変わります。',
  steps: 'できごと',
  next: '次へ',
  back: '前へ',
  end: '最後まで',
  nextRound: '次の場面へ',
  again: 'この場面をもう一度',
  predictFirst: '先に予想を決めてください。',
  progress: (step: number, of: number) => `${of}歩のうち${step}歩`,
  after: '後',
  notice: '注目',
  api: 'API Server',
  wanted: {
    nothing: 'このノードにあるべきPodはない',
    'the-pod': 'Pod web が1つ',
    'its-end': 'Pod web は、なくなるべき',
  } satisfies Record<NodePicture['wanted'], string>,
  desired: 'あるべき姿',
  reported: '報告された姿',
  noReport: 'まだない',
  watch: 'watch',
  report: '報告',
  kubelet: 'kubelet：比べる',
  socket: { containerd: '/run/containerd/containerd.sock', 'cri-o': '/var/run/crio/crio.sock' },
  sandbox: 'Podの入れ物（sandbox）',
  noSandbox: '入れ物はまだない',
  stopped: '停止',
  image: { there: 'イメージ：あり', missing: 'イメージ：なし' },
  states: { created: '作成済み', running: '動作中', exited: '終了' },
  lowLevel: { containerd: 'runc を、shim が見守る', 'cri-o': 'crun を、conmon が見守る' },
}

const en: typeof ja = {
  kind: 'Inside a node',
  rounds: 'Stories',
  runtime: 'Container runtime',
  runtimeHint: 'Switch it: the calls are the same, only ids and names differ.',
  steps: 'What happened',
  next: 'Next',
  back: 'Back',
  end: 'To the end',
  nextRound: 'Next story',
  again: 'This story again',
  predictFirst: 'Commit to a prediction first.',
  progress: (step, of) => `step ${step} of ${of}`,
  after: 'later',
  notice: 'Notice',
  api: 'API server',
  wanted: {
    nothing: 'no Pod should be on this node',
    'the-pod': 'Pod web should be',
    'its-end': 'Pod web should be no more',
  },
  desired: 'Desired',
  reported: 'Reported',
  noReport: 'nothing yet',
  watch: 'watch',
  report: 'report',
  kubelet: 'kubelet: compares',
  socket: { containerd: '/run/containerd/containerd.sock', 'cri-o': '/var/run/crio/crio.sock' },
  sandbox: 'Pod sandbox',
  noSandbox: 'no sandbox yet',
  stopped: 'stopped',
  image: { there: 'image: there', missing: 'image: not there' },
  states: { created: 'created', running: 'running', exited: 'exited' },
  lowLevel: { containerd: 'runc, watched over by a shim', 'cri-o': 'crun, watched over by conmon' },
}

export type NodeTexts = typeof ja

export const nodeTexts: Readonly<Record<Language, NodeTexts>> = { ja, en }
