/** A chapter as its reader sees it. */
import type { Locator, Page } from '@playwright/test'
import type { Language } from '../../src/language.ts'

export const chapterAddress: Record<Language, string> = {
  ja: 'kubernetes-design/',
  en: 'en/kubernetes-design/',
}

export class ChapterPage {
  readonly page: Page
  readonly contents: Locator
  readonly figures: Locator

  constructor(page: Page) {
    this.page = page
    this.contents = page.locator('#chapter-contents')
    this.figures = page.locator('.figure')
  }

  async open(language: Language = 'ja', anchor = ''): Promise<void> {
    await this.page.goto(chapterAddress[language] + (anchor === '' ? '' : `#${anchor}`))
  }

  section(id: string): Locator {
    return this.page.locator(`section.section[id="${id}"]`)
  }

  /** The link in the contents list to where the reader is. */
  get here(): Locator {
    return this.contents.locator('[aria-current]')
  }

  get otherLanguage(): Locator {
    return this.page.locator('a[data-keep-place]')
  }

  get themeSwitch(): Locator {
    return this.page.locator('[data-theme-switch]')
  }
}
