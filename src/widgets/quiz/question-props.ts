/** What every kind of question is given. */
import type { Bilingual, Language } from '../../language.ts'
import type { Question } from '../../quizzes/question.ts'

export interface Place {
  readonly id: string
  readonly title: Bilingual
  /** Where the section is; on this page, if nothing is said. */
  readonly href?: string
}

export interface QuestionProps<Kind extends Question> {
  readonly question: Kind
  readonly language: Language
  /** 問1, Question 1 */
  readonly label: string
  /** The section to read again. */
  readonly again: Place
  /** Asked anew, whatever was answered on another day. */
  readonly fresh?: boolean
}
