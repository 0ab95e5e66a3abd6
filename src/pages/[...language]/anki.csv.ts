/** The item bank and the glossary as a file for Anki. */
import type { APIRoute } from 'astro'
import { loadBook } from '../../book/book.ts'
import { ankiCsv } from '../../components/anki.ts'
import { languagePaths } from '../../components/languages.ts'

export const getStaticPaths = languagePaths

export const GET: APIRoute = ({ props }) =>
  new Response(ankiCsv(loadBook(), props['language']), {
    headers: { 'content-type': 'text/csv; charset=utf-8' },
  })
