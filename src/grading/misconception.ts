/**
 * Typical wrong ideas, told by what the learner wrote: the first rule whose fields all fit an object
 * in the files. Its explanation says more than the hint of the check that failed.
 */
import { parseManifest } from '../manifests/parse.ts'
import type { ExerciseFile, Misconception } from './check.ts'
import { fits, valueAt } from './value.ts'

export function misconceptionIn(
  rules: readonly Misconception[],
  files: readonly ExerciseFile[],
): Misconception | undefined {
  if (rules.length === 0) return undefined
  const objects = files.flatMap(({ name, text }) =>
    parseManifest(text, name).documents.map(({ object }) => object),
  )
  return rules.find(({ wrote: { kind, has } }) =>
    objects.some(
      (object) =>
        object.kind === kind &&
        Object.entries(has).every(([path, expected]) => fits(valueAt(object, path), expected)),
    ),
  )
}
