/** What an installed book is called, where it opens and how it looks. */
import type { APIRoute } from 'astro'
import { loadBook, shortTitle } from '../../book/book.ts'
import { asset, href } from '../../components/href.ts'
import { languagePaths } from '../../components/languages.ts'
import type { Language } from '../../language.ts'

export const getStaticPaths = languagePaths

const sizes = [
  { name: 'icon-192', size: 192, purpose: 'any' },
  { name: 'icon-512', size: 512, purpose: 'any' },
  { name: 'maskable-512', size: 512, purpose: 'maskable' },
] as const

export const GET: APIRoute<{ readonly language: Language }> = ({ props: { language } }) => {
  const { title, tagline } = loadBook()
  const manifest = {
    id: href(language),
    name: title[language],
    short_name: shortTitle(title[language]),
    description: tagline[language],
    lang: language,
    start_url: href(language),
    scope: asset(''),
    display: 'standalone',
    background_color: '#fbfaf5',
    theme_color: '#fbfaf5',
    categories: ['books', 'education'],
    icons: sizes.map(({ name, size, purpose }) => ({
      src: asset(`icons/${name}.png`),
      sizes: `${size}x${size}`,
      type: 'image/png',
      purpose,
    })),
  }
  return new Response(JSON.stringify(manifest))
}
