/** Which questions and exercises earn a tick, each with its revision: `check1@1 keep-five@2`. */
import type { Chapter } from '../book/book.ts'
import { readExercise } from '../book/labs.ts'

export function provenBy(chapter: Chapter, tasks: readonly string[]): string {
  return tasks.map((id) => `${id}@${revisionOf(chapter, id)}`).join(' ')
}

function revisionOf(chapter: Chapter, id: string): number {
  const question = chapter.questions.find((candidate) => candidate.id === id)
  return question?.revision ?? readExercise(chapter, id).graded.revision
}
