/** A chapter as its reader sees it. */
import type { Locator, Page } from '@playwright/test'
import type { Language } from '../../src/language.ts'
import { LabPage } from './LabPage.ts'
import { QuizPage } from './QuizPage.ts'

export const chapterAddress: Record<Language, string> = {
  ja: 'kubernetes-design/',
  en: 'en/kubernetes-design/',
}

export interface Opening {
  readonly language?: Language
  readonly anchor?: string
  /** `plain` keeps the textarea; otherwise Monaco comes when the reader touches the editor. */
  readonly editor?: 'plain' | 'as usual'
}

export class ChapterPage {
  readonly page: Page
  readonly contents: Locator
  readonly figures: Locator
  #language: Language = 'ja'

  constructor(page: Page) {
    this.page = page
    this.contents = page.locator('#chapter-contents')
    this.figures = page.locator('.figure')
  }

  async open({ language = 'ja', anchor = '', editor = 'as usual' }: Opening = {}): Promise<void> {
    this.#language = language
    const query = editor === 'plain' ? '?editor=plain' : ''
    const hash = anchor === '' ? '' : `#${anchor}`
    await this.page.goto(chapterAddress[language] + query + hash)
  }

  section(id: string): Locator {
    return this.page.locator(`section.section[id="${id}"]`)
  }

  /** A lab that is in sight and running. */
  async lab(exercise: string): Promise<LabPage> {
    const lab = new LabPage(this.page, exercise, this.#language)
    await lab.arrive()
    return lab
  }

  /** A question that is in sight and answers. */
  async question(id: string): Promise<QuizPage> {
    const quiz = new QuizPage(this.page, id, this.#language)
    await quiz.arrive()
    return quiz
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

  /** The entry of a section in the contents list; its `data-tick` tells how far it is proven. */
  tickOf(section: string): Locator {
    return this.contents.locator(`[data-section="${section}"]`)
  }

  objective(id: string): Locator {
    return this.page.locator(`[data-objective="${id}"]`)
  }
}
