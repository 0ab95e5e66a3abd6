/** The pictures that links to a page show elsewhere; `npm run social` draws them. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Language } from '../language.ts'

/** A file below `public/`. A page without a picture of its own shows the home page's. */
export function socialPicture(page: string | undefined, language: Language): string {
  const own = `social/${page || 'home'}-${language}.png`
  return existsSync(path.resolve('public', own)) ? own : `social/home-${language}.png`
}
