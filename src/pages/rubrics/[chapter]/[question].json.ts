/** How a written question is marked, as data of its own: fetched when a reader begins to write. */
import type { APIRoute } from 'astro'
import { loadBook } from '../../../book/book.ts'
import { rubricOf } from '../../../components/rubric.ts'

export function getStaticPaths() {
  return loadBook().chapters.flatMap((chapter) =>
    chapter.questions
      .filter(({ kind }) => kind === 'explanation')
      .map(({ id }) => ({ params: { chapter: chapter.slug, question: id } })),
  )
}

export const GET: APIRoute = ({ params }) => {
  const chapter = loadBook().chapters.find(({ slug }) => slug === params['chapter'])
  const question = chapter?.questions.find(({ id }) => id === params['question'])
  if (!chapter || question?.kind !== 'explanation') throw new Error('there is no such question')
  return new Response(JSON.stringify(rubricOf(chapter, question)))
}
