/** Words of the scene around what `content/scenes/take-away.yaml` says. */
import type { TakeAwayAct } from '../../book/scenes.ts'
import type { Language } from '../../language.ts'
import { places, requestCount, scaledTo } from './acts.ts'

const ja = {
  kind: '外してみる',
  rounds: '外す部品',
  opening: 'クラスタを開いています…',
  failed: 'この場面が止まりました。',
  reopen: '開きなおす',
  parts: '部品のスイッチ',
  on: '動作中',
  off: '停止中',
  stop: (name: string) => `${name}を止める`,
  start: (name: string) => `${name}を動かす`,
  predictFirst: '先に予想を決めてください。',
  doNext: '次にすること',
  wait: (span: string) => `${span}待つ`,
  waiting: (span: string) => `${span}たつのを待っています`,
  play: '再生',
  pause: '一時停止',
  step: '次のできごとへ',
  since: '止めてから',
  opened: '開いてから',
  clockNote: '静かな時間は早送りします。',
  desired: 'あるべき姿',
  actual: '記録の上の姿',
  running: '本当に動いている',
  action: '動き',
  declared: (count: number) => `Podを${count}つ`,
  ready: (ready: number, of: number) => `Pod ${of}つ、Readyは${ready}つ`,
  runs: (count: number) => `コンテナ${count}つ`,
  quiet: 'だれも動いていません',
  homeless: '行き先が決まっていないPod',
  nodes: 'ノード',
  log: 'したことと、返ってきたこと',
  nothingYet: 'まだ何もしていません。',
  asked: (count: number, answered: number) => `${count}回のうち${answered}回、返事がありました`,
  stopped: (name: string) => `${name}を止めました`,
  started: (name: string) => `${name}を動かしました`,
  did: '起きました',
  deleted: (name: string) => `pod "${name}" deleted`,
  missing: (name: string) => `${name} 停止中`,
  notice: '注目',
  role: (name: string) => `${name}の役割を1文で言うと、どれですか。`,
  check: '役割',
  right: 'そのとおりです。',
  wrong: 'そこは、ほかの部品の仕事です。',
  answer: '決める',
  free: 'ここからは自由です。ほかの部品も止めて、いろいろ試せます。',
  nextRound: '次の部品へ',
  again: 'この部品をもう一度',
  table: '表で見る',
  columns: { node: 'ノード', state: '記録の上', really: '本当に動くコンテナ', pods: 'Pod' },
  none: 'なし',
  nodeState: { ready: 'Ready', 'not-ready': 'NotReady', unknown: 'NotReady', absent: 'なし' },
  gone: (status: string) => `${status}・電源なし`,
  power: '電源',
  powerOn: '電源を入れる',
  powerOff: '電源を切る',
  powerOnOf: (host: string) => `${host}の電源を入れる`,
  powerOffOf: (host: string) => `${host}の電源を切る`,
  crash: '押すと落とします',
  frames: { before: '始まり', without: '止めたあと', healed: '戻したあと' },
  frameFacts: (pods: number, ready: number, running: number, nodes: number) =>
    `Pod ${pods}、Ready ${ready}、動いているコンテナ ${running}、Readyのノード ${nodes}`,
}

const en: typeof ja = {
  kind: 'Take one away',
  rounds: 'Component to take away',
  opening: 'Opening the cluster…',
  failed: 'This scene has stopped.',
  reopen: 'Open it again',
  parts: 'Switches of the components',
  on: 'running',
  off: 'stopped',
  stop: (name) => `Stop ${name}`,
  start: (name) => `Start ${name}`,
  predictFirst: 'Commit to a prediction first.',
  doNext: 'Next',
  wait: (span) => `Wait ${span}`,
  waiting: (span) => `Waiting until ${span} have passed`,
  play: 'Play',
  pause: 'Pause',
  step: 'Next event',
  since: 'since it stopped',
  opened: 'since opening',
  clockNote: 'Quiet stretches are compressed.',
  desired: 'Desired',
  actual: 'On record',
  running: 'Really running',
  action: 'Action',
  declared: (count) => `${count} Pods`,
  ready: (ready, of) => `${of} Pods, ${ready} Ready`,
  runs: (count) => `${count} containers`,
  quiet: 'everyone is at rest',
  homeless: 'Pods without a node',
  nodes: 'Nodes',
  log: 'What was done, and what came back',
  nothingYet: 'Nothing has been done yet.',
  asked: (count, answered) => `${answered} of ${count} were answered`,
  stopped: (name) => `${name} was stopped`,
  started: (name) => `${name} was started`,
  did: 'it happened',
  deleted: (name) => `pod "${name}" deleted`,
  missing: (name) => `${name} stopped`,
  notice: 'Notice',
  role: (name) => `In one sentence, what does ${name} do?`,
  check: 'Its role',
  right: 'That is its job.',
  wrong: 'That is the job of another component.',
  answer: 'Decide',
  free: 'From here on you are free: stop other components, too, and try things.',
  nextRound: 'Next component',
  again: 'This component again',
  table: 'Show as a table',
  columns: { node: 'Node', state: 'On record', really: 'Containers really running', pods: 'Pods' },
  none: 'none',
  nodeState: { ready: 'Ready', 'not-ready': 'NotReady', unknown: 'NotReady', absent: 'none' },
  gone: (status) => `${status}, no power`,
  power: 'Power',
  powerOn: 'Power on',
  powerOff: 'Power off',
  powerOnOf: (host) => `Power on ${host}`,
  powerOffOf: (host) => `Power off ${host}`,
  crash: 'Press to crash it',
  frames: { before: 'At first', without: 'Without it', healed: 'Once it is back' },
  frameFacts: (pods, ready, running, nodes) =>
    `${pods} Pods, ${ready} Ready, ${running} containers running, ${nodes} nodes Ready`,
}

export type TakeAwayTexts = typeof ja

export const takeAwayTexts: Readonly<Record<Language, TakeAwayTexts>> = { ja, en }

interface ActText {
  /** On the button. */
  readonly does: string
  /** In the log: the line that it equals, where there is one. */
  readonly line: string
}

export const actTexts: Readonly<Record<Language, Readonly<Record<TakeAwayAct, ActText>>>> = {
  ja: {
    scale: {
      does: `Podを${scaledTo}つに増やす`,
      line: `kubectl apply -f web.yaml  # replicas: ${scaledTo}`,
    },
    'delete-pod': { does: `${places.delete}のPodを削除する`, line: 'kubectl delete pod' },
    crash: {
      does: `${places.crash}のコンテナを落とす`,
      line: `${places.crash}でコンテナのプロセスが落ちる`,
    },
    'power-off': { does: `${places.power}の電源を切る`, line: `${places.power}の電源が切れる` },
    request: {
      does: `${places.client}からServiceに${requestCount}回頼む`,
      line: `${places.client}からServiceに${requestCount}回`,
    },
  },
  en: {
    scale: {
      does: `Scale to ${scaledTo} Pods`,
      line: `kubectl apply -f web.yaml  # replicas: ${scaledTo}`,
    },
    'delete-pod': { does: `Delete the Pod on ${places.delete}`, line: 'kubectl delete pod' },
    crash: {
      does: `Crash the container on ${places.crash}`,
      line: `the container’s process on ${places.crash} crashes`,
    },
    'power-off': { does: `Power off ${places.power}`, line: `${places.power} loses its power` },
    request: {
      does: `Ask the Service ${requestCount} times from ${places.client}`,
      line: `${requestCount} requests to the Service from ${places.client}`,
    },
  },
}

/** As the figure calls it. */
const names: Readonly<Record<string, { readonly ja: string; readonly en: string }>> = {
  'kube-apiserver': { ja: 'API Server', en: 'the API server' },
  etcd: { ja: 'etcd', en: 'etcd' },
  'kube-scheduler': { ja: 'Scheduler', en: 'the Scheduler' },
  'kube-controller-manager': { ja: 'Controller Manager', en: 'the Controller Manager' },
  kubelet: { ja: 'kubelet', en: 'the kubelet' },
  'kube-proxy': { ja: 'kube-proxy', en: 'kube-proxy' },
  'container-runtime': { ja: 'コンテナランタイム', en: 'the container runtime' },
}

export function nameOf(component: string, language: Language): string {
  return names[component]?.[language] ?? component
}
