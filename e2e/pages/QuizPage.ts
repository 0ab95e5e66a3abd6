/** A question as its reader answers it. */
import { expect, type Locator, type Page } from '@playwright/test'
import type { Language } from '../../src/language.ts'
import { explanationTexts } from '../../src/widgets/quiz/explanation-texts.ts'
import { quizTexts } from '../../src/widgets/quiz/texts.ts'

export class QuizPage {
  readonly page: Page
  readonly root: Locator
  readonly texts: (typeof quizTexts)[Language]
  readonly writtenTexts: (typeof explanationTexts)[Language]
  readonly form: Locator
  readonly field: Locator
  /** How it went, in one line. */
  readonly outcome: Locator
  /** The points of a written answer that were read. */
  readonly points: Locator
  readonly feedback: Locator

  constructor(page: Page, id: string, language: Language) {
    this.page = page
    this.root = page.locator(`[data-question="${id}"]`)
    this.texts = quizTexts[language]
    this.writtenTexts = explanationTexts[language]
    this.form = this.root.locator('form.quiz')
    this.field = this.form.locator('textarea')
    this.outcome = this.form.locator('.quiz-outcome')
    this.points = this.form.locator('.quiz-feedback .quiz-points li')
    this.feedback = this.form.locator('.quiz-feedback')
  }

  /** Goes to the question and waits until it is alive. */
  async arrive(): Promise<void> {
    await this.root.scrollIntoViewIfNeeded()
    await expect(this.root.locator('astro-island[ssr]')).toHaveCount(0)
    await expect(this.form).toBeVisible()
  }

  // ── several choices

  async choose(choice: string): Promise<void> {
    await this.form.locator(`input[value="${choice}"]`).check()
    await this.press(this.texts.answer)
  }

  get results(): Locator {
    return this.form.locator('.quiz-results li')
  }

  /** What the reader chose, with its reason. */
  get chosen(): Locator {
    return this.form.locator('.quiz-results [data-chosen="true"]')
  }

  async press(button: string): Promise<void> {
    await this.form.getByRole('button', { name: button, exact: true }).click()
  }

  // ── numbers predicted

  /** One number for each moment, in their order. */
  async predict(numbers: readonly number[]): Promise<void> {
    for (const [index, number] of numbers.entries()) {
      await this.form.locator('fieldset').nth(index).locator(`input[value="${number}"]`).check()
    }
  }

  // ── an order

  get order(): Promise<string[]> {
    return this.form
      .locator('.quiz-order > li')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-item') ?? ''))
  }

  grip(item: string): Locator {
    return this.form.locator(`[data-item="${item}"] [data-handle="grip"]`)
  }

  /** With the keys of the grips: Home, then down to its place, from the last item to the first. */
  async arrangeByKeys(wanted: readonly string[]): Promise<void> {
    for (const item of wanted.toReversed()) {
      await this.grip(item).focus()
      await this.page.keyboard.press('Home')
      await expect(this.form.locator('.quiz-order > li').first()).toHaveAttribute('data-item', item)
      await expect(this.grip(item)).toBeFocused()
    }
  }

  // ── in one's own words

  /** Writes an answer and has it checked. */
  async explain(answer: string): Promise<void> {
    await this.field.fill(answer)
    await this.press(this.writtenTexts.check)
    await expect(this.outcome).toBeVisible()
  }

  async compareWithModel(): Promise<void> {
    await this.press(this.writtenTexts.showModel)
  }
}
