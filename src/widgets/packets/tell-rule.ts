/** A rule of the kernel in plain words. */
import type { Rule } from '../../kubernetes/kube-proxy/iptables.ts'
import type { Bilingual } from '../../language.ts'

export function tellRule(rule: Rule): Bilingual {
  const { target, to, comment = '', destination, destinationPort, source, notSource } = rule
  if (to) return { ja: `宛先を ${to} に書き換える`, en: `rewrite the destination to ${to}` }
  if (target === 'KUBE-MARK-MASQ')
    return source
      ? {
          ja: '送り元がこのPod自身なら、印を付ける',
          en: 'if it comes from this very Pod, mark it',
        }
      : {
          ja: `送り元がPod（${notSource}）でなければ、印を付ける`,
          en: `if it does not come from a Pod (${notSource}), mark it`,
        }
  if (target === 'REJECT')
    return {
      ja: `宛先が ${destination}:${destinationPort} なら、断る`,
      en: `if it is for ${destination}:${destinationPort}, refuse it`,
    }
  if (destination)
    return {
      ja: `宛先が ${destination}:${destinationPort} なら、${chainName(target)} へ`,
      en: `if it is for ${destination}:${destinationPort}, go to ${chainName(target)}`,
    }
  const pod = comment.split('-> ')[1] ?? chainName(target)
  const share = shareOf(rule)
  return share > 1
    ? { ja: `${share}回に1回、${pod} へ`, en: `one time in ${share}, go to ${pod}` }
    : { ja: `残りはすべて、${pod} へ`, en: `all the rest go to ${pod}` }
}

/** `KUBE-SVC-LOLE4ISW44XBNF3G` → `KUBE-SVC-LOLE…`. */
export function chainName(chain: string): string {
  const [, start] = /^(KUBE-S(?:VC|EP|VL)-.{4})/.exec(chain) ?? []
  return start ? `${start}…` : chain
}

/** 3 of a rule with the probability 0.3333333333. */
function shareOf({ probability }: Rule): number {
  return probability ? Math.round(1 / Number(probability)) : 1
}
