/** Words of the packets' scene, around what its content file says. */
import type { Language } from '../../language.ts'

const ja = {
  kind: 'パケットの道',
  rounds: '場面',
  one: '1つ送る',
  hundred: '100まで送る',
  predictFirst: '先に予想を決めてください。',
  actFirst: '先に、上のことを起こしてください。',
  sent: (count: number) => `送った数 ${count}`,
  number: (count: number) => `${count}番目の接続`,
  notice: '注目',
  nextRound: '次の場面へ',
  again: 'この場面をもう一度',
  from: '送り元',
  to: '宛先',
  kernel: (node: string) => `${node}のカーネルのルール`,
  asWritten: 'iptablesの書き方で見る',
  drawn: (drawn: string, share: string, taken: boolean) =>
    taken ? `引いた数 ${drawn} < ${share}：ここに決まる` : `引いた数 ${drawn} ≥ ${share}：次へ`,
  taken: '通った',
  passed: '見て、次へ',
  ends: { answered: '返事があった', refused: '断られた', silent: '返事がない' },
  pods: '行き先のPod',
  alive: '動いている',
  gone: 'もういない',
  noRule: 'ルールに載っていない',
  count: (count: number) => `${count}回`,
  journey: '最後の接続',
  none: 'まだ送っていません。',
  summary: (answered: number, refused: number, silent: number) =>
    `返事あり ${answered}、断られた ${refused}、返事なし ${silent}`,
  proxy: { running: 'kube-proxy：動いている', stopped: 'kube-proxy：止まっている' },
  proxyNote: 'ルールを書くだけで、道の途中にはいない',
}

const en: typeof ja = {
  kind: 'The way of a packet',
  rounds: 'Stories',
  one: 'Send one',
  hundred: 'Send up to 100',
  predictFirst: 'Commit to a prediction first.',
  actFirst: 'First let it happen.',
  sent: (count) => `sent ${count}`,
  number: (count) => `Connection ${count}`,
  notice: 'Notice',
  nextRound: 'Next story',
  again: 'This story again',
  from: 'From',
  to: 'To',
  kernel: (node) => `Rules in the kernel of ${node}`,
  asWritten: 'Show as iptables has it',
  drawn: (drawn, share, taken) =>
    taken ? `drew ${drawn} < ${share}: this one` : `drew ${drawn} ≥ ${share}: on to the next`,
  taken: 'taken',
  passed: 'looked at, passed',
  ends: { answered: 'answered', refused: 'refused', silent: 'no answer' },
  pods: 'Pods it may reach',
  alive: 'running',
  gone: 'gone',
  noRule: 'in no rule',
  count: (count) => `${count}×`,
  journey: 'The last connection',
  none: 'Nothing sent yet.',
  summary: (answered, refused, silent) =>
    `answered ${answered}, refused ${refused}, no answer ${silent}`,
  proxy: { running: 'kube-proxy: running', stopped: 'kube-proxy: stopped' },
  proxyNote: 'it writes the rules; it is not on the way',
}

export type PacketTexts = typeof ja

export const packetTexts: Readonly<Record<Language, PacketTexts>> = { ja, en }
