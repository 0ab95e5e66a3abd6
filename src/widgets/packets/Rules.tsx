/** The kernel's chains as cards; the last packet's way through them is lit. */
import { type Rule, ruleText } from '../../kubernetes/kube-proxy/iptables.ts'
import type { RouteStep } from '../../kubernetes/kube-proxy/route.ts'
import type { ServiceState } from '../../lab/service-story.ts'
import type { Language } from '../../language.ts'
import type { Journey } from './send.ts'
import { chainName, tellRule } from './tell-rule.ts'
import { packetTexts } from './texts.ts'

interface Props {
  readonly state: ServiceState
  readonly journey: Journey | undefined
  readonly asWritten: boolean
  readonly language: Language
}

interface Chain {
  readonly table: 'nat' | 'filter'
  readonly name: string
  readonly rules: readonly Rule[]
}

export function Rules({ state, journey, asWritten, language }: Props) {
  return (
    <ol class="chains">
      {chainsOf(state).map(({ table, name, rules }) => (
        <li
          key={`${table} ${name}`}
          class="chain"
          data-lit={journey?.steps.some((step) => step.chain === name) || undefined}
        >
          <p>
            <b>{asWritten ? name : chainName(name)}</b> <small>{table}</small>
          </p>
          <ul>
            {rules.map((rule) => (
              <RuleRow
                key={ruleText(rule)}
                rule={rule}
                step={journey?.steps.find((step) => step.rule === ruleText(rule))}
                asWritten={asWritten}
                language={language}
              />
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}

function RuleRow({
  rule,
  step,
  asWritten,
  language,
}: {
  readonly rule: Rule
  readonly step: RouteStep | undefined
  readonly asWritten: boolean
  readonly language: Language
}) {
  const texts = packetTexts[language]
  const way = step && (step.matched ? 'taken' : 'passed')
  return (
    <li data-way={way}>
      {asWritten ? <code>{ruleText(rule)}</code> : <span>{tellRule(rule)[language]}</span>}
      {step?.drawn !== undefined && step.probability !== undefined ? (
        <>
          <span class="draw" aria-hidden="true">
            <i style={{ inlineSize: `${100 * step.probability}%` }} />
            <b style={{ insetInlineStart: `${100 * step.drawn}%` }} />
          </span>
          <small>
            {texts.drawn(step.drawn.toFixed(2), step.probability.toFixed(2), step.matched)}
          </small>
        </>
      ) : (
        way && <small class="visually-hidden">{texts[way]}</small>
      )}
    </li>
  )
}

/** In the order in which a packet meets them. */
function chainsOf({ rules }: ServiceState): readonly Chain[] {
  const chains = new Map<string, Rule[]>()
  for (const port of rules)
    for (const table of ['nat', 'filter'] as const)
      for (const rule of port[table]) {
        const key = `${table} ${rule.chain}`
        chains.set(key, [...(chains.get(key) ?? []), rule])
      }
  return [...chains].map(([key, found]) => {
    const [table, name = ''] = key.split(' ')
    return { table: table === 'filter' ? 'filter' : 'nat', name, rules: found }
  })
}
