/** The home page: a cluster that may be broken, then the contents of the book. */
import type { Locator, Page } from '@playwright/test'
import type { Language } from '../../src/language.ts'
import { ClusterScene } from './ClusterScene.ts'

export const homeAddress: Record<Language, string> = { ja: '', en: 'en/' }

export class HomePage {
  readonly page: Page
  readonly hero: Locator
  /** What the page says of the cluster. */
  readonly status: Locator
  readonly story: Locator
  readonly resume: Locator
  #language: Language = 'ja'

  constructor(page: Page) {
    this.page = page
    this.hero = page.locator('.hero-live')
    this.status = page.locator('.hero-status')
    this.story = page.locator('.hero-story li')
    this.resume = page.locator('[data-resume]')
  }

  async open(language: Language = 'ja'): Promise<void> {
    this.#language = language
    await this.page.goto(homeAddress[language])
  }

  get scene(): ClusterScene {
    return new ClusterScene(this.hero.locator('.cluster-view'), this.#language)
  }

  get readOn(): Locator {
    return this.page.locator('.hero-story').getByRole('link')
  }

  get again(): Locator {
    return this.page.locator('.hero-story').getByRole('button')
  }

  section(id: string): Locator {
    return this.page.locator(`.book-chapter [data-section="${id}"]`)
  }
}
