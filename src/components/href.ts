/**
 * Addresses within the book. Every link and asset goes through here, because the book may live
 * under a sub-path (`ARUBEKI_BASE=/books/arubeki/`), and because English lives under `/en/`.
 */
import type { Language } from '../language.ts'

/** `href('en', 'glossary', 'pod')` → `/en/glossary/#pod`, under whatever base was built for. */
export function href(language: Language, page = '', anchor = ''): string {
  const path = [language === 'en' ? 'en' : '', page].filter(Boolean).join('/')
  return `${asset(path)}${path === '' ? '' : '/'}${anchor === '' ? '' : `#${anchor}`}`
}

/** The full address, where the site's own is known (`ARUBEKI_SITE`). */
export function absolute(address: string): string | undefined {
  const site: unknown = import.meta.env.SITE
  return typeof site === 'string' && site !== '' ? new URL(address, site).href : undefined
}

/** A file of `public/`: `asset('favicon.svg')`. */
export function asset(path: string): string {
  return `${import.meta.env.BASE_URL.replace(/\/$/, '')}/${path}`
}
