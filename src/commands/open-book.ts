/** The book for a command of the terminal: a writer's mistake is told as it is, without a trace of the code. */
import { type Book, loadBook } from '../book/book.ts'
import { ContentError } from '../book/content-files.ts'

export function openBook(): Book {
  try {
    return loadBook()
  } catch (error) {
    if (!(error instanceof ContentError)) throw error
    console.error(error.message)
    process.exit(1)
  }
}
