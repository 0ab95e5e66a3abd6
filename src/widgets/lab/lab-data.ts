/** What the book hands to a lab on a page: all of it data. */
import type { ExerciseFile, GradedExercise } from '../../grading/check.ts'
import type { Scenario } from '../../lab/scenario.ts'
import type { Bilingual } from '../../language.ts'

export interface LabData {
  readonly id: string
  readonly title: Bilingual
  readonly goal: Bilingual
  readonly scenario: Scenario
  readonly exercise: GradedExercise
  readonly files: readonly ExerciseFile[]
  /** From a nudge to nearly everything. */
  readonly hints: readonly Bilingual[]
  readonly solution: readonly ExerciseFile[]
  /** What to notice once it is done. */
  readonly afterwards?: Bilingual
}
