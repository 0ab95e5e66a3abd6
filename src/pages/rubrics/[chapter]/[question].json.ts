/**
 * How a written question is marked, and in each language what is said of it, as data of their own:
 * fetched when a reader begins to write.
 */
import type { APIRoute } from 'astro'
import { loadBook } from '../../../book/book.ts'
import { rulesOf, wordsOf } from '../../../components/rubric.ts'
import { languages } from '../../../language.ts'

export function getStaticPaths() {
  return loadBook().chapters.flatMap((chapter) =>
    chapter.questions
      .filter((question) => question.kind === 'explanation')
      .flatMap((question) => [
        {
          params: { chapter: chapter.slug, question: question.id },
          props: { data: rulesOf(chapter, question) },
        },
        ...languages.map((language) => ({
          params: { chapter: chapter.slug, question: `${question.id}.${language}` },
          props: { data: wordsOf(chapter, question, language) },
        })),
      ]),
  )
}

export const GET: APIRoute = ({ props }) => new Response(JSON.stringify(props['data']))
