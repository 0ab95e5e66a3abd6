/** A step of a node's story as a sentence, in both languages. */
import type { NodeStep } from '../../lab/node-story.ts'
import type { Bilingual } from '../../language.ts'

/** Who acts in it: which box or line of the picture lights. */
export type Actor = 'api' | 'watch' | 'kubelet' | 'cri' | 'container' | 'report'

export function actorOf({ kind }: NodeStep): Actor {
  switch (kind) {
    case 'written':
      return 'api'
    case 'bound':
      return 'watch'
    case 'sync':
      return 'kubelet'
    case 'call':
    case 'look':
      return 'cri'
    case 'ended':
      return 'container'
    case 'report':
    case 'gone':
      return 'report'
  }
}

export function tellStep(step: NodeStep): Bilingual {
  const { kind, detail } = step
  switch (kind) {
    case 'written':
      return detail['deleted']
        ? {
            ja: 'API ServerのPodに、削除の印が付いた',
            en: 'the Pod in the API server was marked for deletion',
          }
        : { ja: 'API ServerにPodが保存された', en: 'the API server stored the Pod' }
    case 'bound':
      return {
        ja: `Schedulerが${detail['node']}に割り当て、kubeletがwatchで気づいた`,
        en: `the Scheduler gave it to ${detail['node']}; the kubelet saw it by its watch`,
      }
    case 'sync':
      return tellSync(detail)
    case 'call':
      return (calls[step.call ?? ''] ?? unnamed)(detail)
    case 'ended':
      return {
        ja: `コンテナのプロセスが終わった（終了コード ${detail['exitCode']}）`,
        en: `the container’s process ended (exit code ${detail['exitCode']})`,
      }
    case 'look':
      return {
        ja: '1秒ごとの見回りで、コンテナの変化に気づいた（ListPodSandbox、ListContainers）',
        en: 'the look that happens every second found a change (ListPodSandbox, ListContainers)',
      }
    case 'report':
      return {
        ja: `状態を報告した：${stateText(detail)}`,
        en: `reported its status: ${stateText(detail)}`,
      }
    case 'gone':
      return {
        ja: '止まったことを確かめ、API ServerからPodを消した',
        en: 'sure that it has stopped, it took the Pod out of the API',
      }
  }
}

function tellSync(detail: NodeStep['detail']): Bilingual {
  if (detail['graceSeconds'] !== undefined)
    return {
      ja: `比べた：「なくてよい」のに、動いている。${detail['graceSeconds']}秒の猶予で止める`,
      en: `compared: it should not be, and it runs. Stop it, with ${detail['graceSeconds']} s of grace`,
    }
  return detail['createSandbox']
    ? {
        ja: '比べた：あるべきPodが、まだ何もない。入れ物から作る',
        en: 'compared: the Pod should be, and nothing of it is. Make it, sandbox first',
      }
    : {
        ja: `比べた：入れ物はある。コンテナ ${detail['start']} がない。これだけ作る`,
        en: `compared: the sandbox is there, container ${detail['start']} is not. Make that one`,
      }
}

const unnamed = (): Bilingual => ({ ja: '', en: '' })

const calls: Readonly<Record<string, (detail: NodeStep['detail']) => Bilingual>> = {
  RunPodSandbox: ({ ip }) => ({
    ja: `Podの入れ物ができ、IPアドレス ${ip} が付いた`,
    en: `the Pod sandbox stands and has the IP address ${ip}`,
  }),
  PodSandboxStatus: ({ ip }) => ({
    ja: `入れ物のアドレスを尋ねた：${ip}`,
    en: `asked for the sandbox’s address: ${ip}`,
  }),
  ImageStatus: ({ image, found }) =>
    found
      ? { ja: `${image} はあるか：ある`, en: `is ${image} there: yes` }
      : { ja: `${image} はあるか：ない`, en: `is ${image} there: no` },
  PullImage: ({ image, tookMs }) => ({
    ja: `${image} を取得した（${seconds(tookMs)}秒）`,
    en: `pulled ${image} in ${seconds(tookMs)} s`,
  }),
  CreateContainer: ({ container }) => ({
    ja: `入れ物の中に、コンテナ ${container} を作った（まだ動いていない）`,
    en: `made container ${container} in the sandbox; it does not run yet`,
  }),
  StartContainer: ({ container }) => ({
    ja: `コンテナ ${container} を起動した`,
    en: `started container ${container}`,
  }),
  StopContainer: ({ container, graceMs }) => ({
    ja: `コンテナ ${container} にSIGTERMを送った（${seconds(graceMs)}秒まで待つ）`,
    en: `sent SIGTERM to container ${container}, and waits up to ${seconds(graceMs)} s`,
  }),
  StopPodSandbox: () => ({
    ja: '入れ物を止め、IPアドレスを返した',
    en: 'stopped the sandbox and gave back its address',
  }),
  RemoveContainer: ({ container }) => ({
    ja: `終わったコンテナ ${container} の記録を消した`,
    en: `removed what was left of container ${container}`,
  }),
  RemovePodSandbox: () => ({ ja: '入れ物の記録を消した', en: 'removed the sandbox' }),
}

/** The calls that change something; the others ask. */
export const changingCalls: ReadonlySet<string> = new Set([
  'RunPodSandbox',
  'PullImage',
  'CreateContainer',
  'StartContainer',
  'StopContainer',
  'StopPodSandbox',
  'RemoveContainer',
  'RemovePodSandbox',
])

export function stateText({ phase, state, ready, restarts }: NodeStep['detail']): string {
  const words = [phase, state, ready ? 'Ready' : 'not Ready']
  return [...words, ...(restarts ? [`restarts ${restarts}`] : [])].filter(Boolean).join(' · ')
}

function seconds(ms: string | number | boolean | undefined): string {
  const value = Number(ms) / 1000
  return Number.isInteger(value) ? String(value) : value.toFixed(1)
}
