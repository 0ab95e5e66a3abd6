/** What every kind of question is given. */
import type { Bilingual, Language } from '../../language.ts'
import type { Question } from '../../quizzes/question.ts'

export interface Place {
  readonly id: string
  readonly title: Bilingual
}

export interface QuestionProps<Kind extends Question> {
  readonly question: Kind
  readonly language: Language
  /** 問1, Question 1 */
  readonly label: string
  /** The section to read again. */
  readonly again: Place
}
