/** The practice page and the review page: questions outside of the text. */
import { expect, type Locator, type Page } from '@playwright/test'
import type { Language } from '../../src/language.ts'
import { reviewTexts } from '../../src/widgets/review/texts.ts'
import { QuizPage } from './QuizPage.ts'

export class PracticePage {
  readonly page: Page
  readonly language: Language
  readonly texts: (typeof reviewTexts)[Language]
  /** On the review page: how far one is. */
  readonly head: Locator
  readonly result: Locator

  constructor(page: Page, language: Language) {
    this.page = page
    this.language = language
    this.texts = reviewTexts[language]
    this.head = page.locator('.review-head')
    this.result = page.locator('.review-result')
  }

  async open(name: 'practice' | 'review'): Promise<void> {
    await this.page.goto(`${this.language === 'ja' ? '' : 'en/'}${name}/`)
  }

  async question(id: string): Promise<QuizPage> {
    const quiz = new QuizPage(this.page, id, this.language)
    await quiz.arrive()
    return quiz
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click()
  }

  async isShown(id: string): Promise<void> {
    await expect(this.page.locator('[data-card]:visible')).toHaveCount(1)
    await expect(this.page.locator(`[data-card="${id}"]`)).toBeVisible()
  }
}
