/** Is this true of the cluster now, and what does one see? */
import type { KubernetesObject } from '../kubernetes/api/meta.ts'
import type { ResourceName } from '../kubernetes/api/resource-types.ts'
import { basicResources } from '../kubernetes/kube-apiserver/basic-resources.ts'
import type { Lab } from '../lab/lab.ts'
import type { Bilingual } from '../language.ts'
import type { Condition } from './check.ts'
import { type Difference, differencesOf } from './difference.ts'
import { isMeant, qualifies } from './matching.ts'
import { isWithin, valueAt } from './value.ts'

export interface Observation {
  readonly holds: boolean
  readonly saw: Bilingual
  /** Where it does not hold: in which field, and what should stand there. */
  readonly differences: readonly Difference[]
}

export function observe(condition: Condition, lab: Lab): Observation {
  const resource = resourceNamed(condition.kind)
  const candidates = lab.objects(resource).filter((object) => isMeant(object, condition))
  const counted = candidates.filter((object) => qualifies(object, condition, () => lab.snapshot()))
  const holds = isWithin(counted.length, condition.count ?? { atLeast: 1 })
  return {
    holds,
    saw: describe(condition, candidates, counted.length),
    differences: holds ? [] : differencesOf(condition, candidates, counted.length),
  }
}

/** Authors write kinds as in manifests. */
export function resourceNamed(kind: string): ResourceName {
  const found = Object.values(basicResources).find((definition) => definition.kind === kind)
  if (!found) throw new RangeError(`there is no kind ${kind}`)
  return found.resource
}

function describe(
  condition: Condition,
  candidates: readonly KubernetesObject[],
  counted: number,
): Bilingual {
  const { kind, name, has, count } = condition
  const [only] = candidates
  if (name && !only)
    return { ja: `${kind} \`${name}\`はありません`, en: `there is no ${kind} \`${name}\`` }
  if (name && only && has && count === undefined) {
    const fields = Object.keys(has).map((path) => `\`${path}\`: ${textOf(valueAt(only, path))}`)
    return { ja: `${fields.join('、')}でした`, en: `saw ${fields.join(', ')}` }
  }
  return {
    ja: `当てはまる${kind}は${counted}個でした`,
    en: `${counted} matching ${kind}${counted === 1 ? '' : 's'}`,
  }
}

function textOf(value: unknown): string {
  if (value === undefined) return '—'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
