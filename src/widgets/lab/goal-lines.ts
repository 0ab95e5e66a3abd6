/** The lines of a file at which the cluster differs from the goal, as marks for the editor. */
import type { ExerciseFile } from '../../grading/check.ts'
import type { Difference } from '../../grading/difference.ts'
import type { Language } from '../../language.ts'
import type { EditorMark } from '../editor/text-edits.ts'
import { labTexts } from './texts.ts'

export function goalLines(
  differences: readonly Difference[],
  { name, text }: ExerciseFile,
): readonly EditorMark[] {
  const lines = text.split('\n')
  return differences.flatMap((difference): EditorMark[] => {
    const { at, ...rest } = difference
    const line = at?.file === name ? lines[at.line - 1] : undefined
    if (at === undefined || line === undefined) return []
    const says = (language: Language) => `${rest.object} ${labTexts[language].differs(rest)}`
    const range = {
      startLine: at.line,
      startColumn: line.search(/\S|$/) + 1,
      endLine: at.line,
      endColumn: line.trimEnd().length + 1,
    }
    const message = { ja: says('ja'), en: says('en') }
    return [{ severity: 'goal', code: rest.path, message, range }]
  })
}
