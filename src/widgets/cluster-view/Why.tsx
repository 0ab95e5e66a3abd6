/** Who created a Pod, and why: step by step back to what somebody did, each with its written cause. */
import type { Action } from '../../lab/action.ts'
import type { Moment } from '../../lab/moments.ts'
import type { Language } from '../../language.ts'
import { narrate } from './narration.ts'
import { sceneTexts } from './texts.ts'
import { causesOf } from './why.ts'

/** What happened so far, and what was done in it. */
export interface Story {
  readonly moments: readonly Moment[]
  readonly actions: readonly { readonly action: Action }[]
}

interface Props {
  readonly pod: string
  readonly story: Story
  readonly language: Language
}

export function Why({ pod, story, language }: Props) {
  const texts = sceneTexts[language]
  const causes = causesOf(pod, story.moments)
  if (causes.length === 0) return <p>{texts.whyUnknown}</p>
  return (
    <ol class="why" aria-label={texts.whyCreated}>
      {causes.map((moment, index) => (
        <li key={`${moment.kind} ${moment.at}`}>
          {index > 0 && <span class="why-because">{texts.because}</span>}
          <span>{narrate(moment)[language]}</span>
          <code>{writtenCause(moment, story) ?? texts.byHand}</code>
        </li>
      ))}
    </ol>
  )
}

/** `replicaset-controller · default/web-5d4c · revision 81`, or the line that was asked for. */
function writtenCause({ cause, revision }: Moment, { actions }: Story): string | undefined {
  if (!cause) return undefined
  const asked = cause.action === undefined ? undefined : actions[cause.action]?.action
  const line = asked && lineOf(asked)
  if (line) return line
  const key = cause.key?.split(' ').at(-1)?.replace(/^\//, '')
  return [cause.by, key, revision && `revision ${revision}`].filter(Boolean).join(' · ')
}

function lineOf(action: Action): string | undefined {
  switch (action.type) {
    case 'kubectl':
      return action.line
    case 'apply':
      return `kubectl apply -f ${action.file}`
    case 'delete':
      return `kubectl delete ${action.resource} ${action.name}`
    default:
      return undefined
  }
}
