/** What came of Apply and of the judging, and help that grows with each press. */
import { useState } from 'preact/hooks'
import type { Difference } from '../../grading/difference.ts'
import { firstFailure } from '../../grading/verdict.ts'
import type { Language } from '../../language.ts'
import { hasErrors } from '../../manifests/diagnostic.ts'
import { InlineMarks } from '../InlineMarks.tsx'
import type { LabData } from './lab-data.ts'
import type { LabState } from './lab-state.ts'
import { labTexts } from './texts.ts'

interface Props {
  readonly data: LabData
  readonly state: LabState
  readonly language: Language
  readonly onUseSolution: () => void
}

export function Feedback({ data, state, language, onUseSolution }: Props) {
  const texts = labTexts[language]
  const { applied, refusal, verdict, grading } = state
  const limit = applied?.limit ?? refusal?.limit
  const failure = verdict && firstFailure(verdict)
  // What is wrong with the text stands under the editor, at its line; once is enough.
  const refused = hasErrors([...(applied?.problems.values() ?? [])].flat())
  const check = failure && data.exercise.checks.find(({ id }) => id === failure.id)
  const idea = data.exercise.misconceptions?.find(({ id }) => id === verdict?.misconception)
  return (
    <div class="lab-feedback">
      <div role="status">
        {applied?.ok && (
          <pre class="kubectl-says">{applied.outcomes.map(({ text }) => text).join('\n')}</pre>
        )}
        {limit && (
          <p class="lab-problem">{limit === 'actions' ? texts.limitActions : texts.limitObjects}</p>
        )}
        {refusal?.status?.message && (
          <p class="lab-problem">{texts.refused(refusal.status.message)}</p>
        )}
        {grading && <p>{texts.grading}</p>}
        {verdict?.passed && !grading && (
          <div class="lab-passed">
            <p>
              <span aria-hidden="true">✓</span> {texts.allPassed}
            </p>
            {data.afterwards && (
              <p>
                <InlineMarks text={data.afterwards[language]} />
              </p>
            )}
          </div>
        )}
        {failure && check && !grading && !refused && (
          <div class="lab-missed">
            <p>
              <span aria-hidden="true">○</span> {check.says[language]}
            </p>
            {failure.differences && failure.differences.length > 0 ? (
              <Differences differences={failure.differences} language={language} />
            ) : (
              <p>
                <InlineMarks text={failure.saw[language]} />
              </p>
            )}
            {idea && (
              <p>
                <InlineMarks text={idea.explains[language]} />
              </p>
            )}
            <p>
              <InlineMarks text={check.hint[language]} />
            </p>
          </div>
        )}
      </div>
      {verdict && !refused && <p class="lab-judged">{texts.judged}</p>}
      <Help data={data} language={language} onUseSolution={onUseSolution} />
    </div>
  )
}

/** Object and field, what is and what should be; with the line, where the learner wrote it. */
function Differences({
  differences,
  language,
}: Pick<Props, 'language'> & { readonly differences: readonly Difference[] }) {
  const texts = labTexts[language]
  return (
    <ul class="lab-differences">
      {differences.map((difference) => (
        <li key={`${difference.object} ${difference.path}`}>
          <b>{difference.object}</b> <InlineMarks text={texts.differs(difference)} />
        </li>
      ))}
    </ul>
  )
}

function Help({ data, language, onUseSolution }: Omit<Props, 'state'>) {
  const texts = labTexts[language]
  const [given, give] = useState(0)
  const [solved, showSolution] = useState(false)
  const left = data.hints.length - given
  return (
    <div class="lab-help">
      <ol>
        {data.hints.slice(0, given).map((hint) => (
          <li key={hint[language]}>
            <InlineMarks text={hint[language]} />
          </li>
        ))}
      </ol>
      <p>
        {left > 0 && (
          <button type="button" onClick={() => give(given + 1)}>
            {given === 0 ? texts.hint : texts.moreHints}
          </button>
        )}
        {left <= 0 && (
          <button type="button" aria-expanded={solved} onClick={() => showSolution(!solved)}>
            {solved ? texts.hideSolution : texts.solution}
          </button>
        )}
      </p>
      {solved &&
        data.solution.map(({ name, text }) => (
          <pre key={name} class="solution">
            <code>{text}</code>
          </pre>
        ))}
      {solved && (
        <p>
          <button type="button" onClick={onUseSolution}>
            {texts.useSolution}
          </button>
        </p>
      )}
    </div>
  )
}
