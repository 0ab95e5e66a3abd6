/** What was done, and what came back: line by line, the newest read aloud. */
import type { Language } from '../../language.ts'
import { requestCount } from './acts.ts'
import { actTexts, nameOf, takeAwayTexts } from './texts.ts'
import type { LogEntry } from './use-take-away.ts'

interface Props {
  readonly entries: readonly LogEntry[]
  readonly language: Language
}

export function Log({ entries, language }: Props) {
  const texts = takeAwayTexts[language]
  return (
    <div class="take-away-log">
      <p>{texts.log}</p>
      <ol aria-live="polite">
        {entries.length === 0 && <li>{texts.nothingYet}</li>}
        {entries.slice(-6).map((entry, index) => {
          const { line, said, failed } = told(entry, language)
          return (
            <li key={`${entries.length}-${index}`}>
              <code>{line}</code>
              {said && <samp data-failed={failed}>{said}</samp>}
            </li>
          )
        })}
      </ol>
    </div>
  )
}

function told(entry: LogEntry, language: Language) {
  const texts = takeAwayTexts[language]
  if (entry.kind !== 'act') {
    const name = nameOf(entry.component, language)
    return {
      line: entry.kind === 'stop' ? texts.stopped(name) : texts.started(name),
      failed: false,
    }
  }
  const { line } = actTexts[language][entry.act]
  if ('answered' in entry.result) {
    const { answered } = entry.result
    return { line, said: texts.asked(requestCount, answered), failed: answered < requestCount }
  }
  const { action, result } = entry.result
  const failed = result?.ok === false
  if (action.type === 'delete') {
    const said = failed ? result.status?.message : texts.deleted(action.name)
    return { line: `$ ${line} ${action.name}`, said, failed }
  }
  if (action.type === 'apply') {
    const [outcome] = result?.outcomes ?? []
    return { line: `$ ${line}`, said: outcome?.text.split('\n').at(-1), failed }
  }
  return { line, failed: false }
}
