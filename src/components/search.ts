/**
 * What the search dialog does: asks Pagefind as one types, shows places in the book, each with its
 * chapter and section, and lets the arrow keys walk through them.
 */
import { type Fragment, type Place, placesFor, type SearchEngine } from './search-places.ts'

const pauseMs = 120

export async function startSearch(dialog: HTMLDialogElement): Promise<void> {
  const field = dialog.querySelector<HTMLInputElement>('[data-search-field]')
  const list = dialog.querySelector<HTMLElement>('[data-search-results]')
  const status = dialog.querySelector<HTMLElement>('[data-search-status]')
  if (!field || !list || !status) return
  const { search: base = '/', none = '', some = '', other = '', failed = '' } = dialog.dataset
  let engines: Engines
  try {
    engines = await openEngines(base)
  } catch {
    status.textContent = failed
    return
  }

  let asked = 0
  const ask = async () => {
    const mine = ++asked
    const query = field.value
    if (query.trim() === '') {
      list.replaceChildren()
      status.textContent = ''
      return
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    if (mine !== asked) return
    const [here, there] = await Promise.all([
      placesFor(query, engines.here, 12),
      placesFor(query, engines.there, 3),
    ])
    if (mine !== asked) return
    const elsewhere = there.map((place) => ({ ...place, from: other }))
    list.replaceChildren(...[...here, ...elsewhere].map((place) => itemOf(place, base)))
    const count = here.length + elsewhere.length
    status.textContent = count === 0 ? none : some.replace('{n}', String(count))
  }

  field.addEventListener('input', () => void ask())
  dialog.addEventListener('keydown', (event) => {
    if (event.isComposing) return
    const links = [...list.querySelectorAll<HTMLAnchorElement>('a')]
    const at = links.findIndex((link) => link.matches(':focus'))
    if (event.key === 'Enter' && event.target === field) {
      event.preventDefault()
      links[0]?.click()
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const next = at + (event.key === 'ArrowDown' ? 1 : -1)
      if (next < 0) field.focus()
      else links[Math.min(next, links.length - 1)]?.focus()
    }
  })
  list.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('a')) dialog.close()
  })
  await ask()
}

interface Engines {
  readonly here: SearchEngine
  readonly there: SearchEngine
}

interface PagefindModule {
  search: SearchEngine['search']
  options(options: { readonly basePath: string; readonly baseUrl: string }): Promise<void>
  init(): Promise<void>
}

/** One for the language of the page, one for the other. Pagefind reads the language off the page. */
async function openEngines(base: string): Promise<Engines> {
  const root = document.documentElement
  const { lang } = root
  const other = lang === 'en' ? 'ja' : 'en'
  const here = await openEngine(base, lang, '')
  try {
    root.lang = other
    return { here, there: await openEngine(base, other, '?other') }
  } finally {
    root.lang = lang
  }
}

/** Two languages in one copy of Pagefind stumble over each other; each gets a copy of its own. */
async function openEngine(base: string, language: string, copy: string): Promise<SearchEngine> {
  const basePath = `${base}pagefind/`
  const pagefind = (await import(
    /* @vite-ignore */ `${basePath}pagefind.js${copy}`
  )) as PagefindModule
  // Records have addresses below the base; the base is added where they become links.
  await pagefind.options({ basePath, baseUrl: '/' })
  await pagefind.init()
  let texts: Promise<readonly Fragment[]> | undefined
  return {
    search: (query) => pagefind.search(query),
    all() {
      texts ??= fetch(`${basePath}texts-${language}.json`).then((response) => response.json())
      return texts
    },
  }
}

function itemOf(place: Place & { readonly from?: string }, base: string): HTMLElement {
  const item = document.createElement('li')
  const link = document.createElement('a')
  link.href = `${base.replace(/\/$/, '')}${place.url}`
  const where = document.createElement('span')
  where.className = 'search-where'
  where.textContent = [
    place.from,
    place.page,
    [place.title, place.page].includes(place.section) ? '' : place.section,
  ]
    .filter(Boolean)
    .join(' › ')
  const title = document.createElement('b')
  title.textContent = place.title
  const excerpt = document.createElement('span')
  excerpt.className = 'search-excerpt'
  for (const { text, hit } of place.excerpt) {
    const part = document.createElement(hit ? 'mark' : 'span')
    part.textContent = text
    excerpt.append(part)
  }
  link.append(where, title, excerpt)
  item.append(link)
  return item
}
