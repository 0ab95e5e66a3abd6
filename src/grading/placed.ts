/** The place of a difference in what the learner wrote. */
import { locate } from '../manifests/locate.ts'
import { parseManifest } from '../manifests/parse.ts'
import type { ExerciseFile } from './check.ts'
import type { Difference } from './difference.ts'

/** Finds the fields of the learner's own files; what only the cluster knows has no place there. */
export function placed(
  differences: readonly Difference[],
  files: readonly ExerciseFile[],
): readonly Difference[] {
  return differences.map((difference) => {
    if (!/^(?:spec|metadata)\b/.test(difference.path)) return difference
    for (const { name, text } of files) {
      const { documents } = parseManifest(text, name)
      const own = documents.find(({ object }) => {
        const { metadata } = object as { metadata?: { name?: unknown } }
        return difference.object === `${object.kind} ${metadata?.name}`
      })
      if (!own) continue
      const { range } = locate(own, difference.path)
      return { ...difference, at: { file: name, line: range.startLine } }
    }
    return difference
  })
}
