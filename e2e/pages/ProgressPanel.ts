/** The learner's record in the foot of every page: out to a file, in again, away. */
import { readFile } from 'node:fs/promises'
import { expect, type Locator, type Page } from '@playwright/test'
import type { Language } from '../../src/language.ts'
import { panelTexts } from '../../src/widgets/progress/panel-texts.ts'

export class ProgressPanel {
  readonly page: Page
  readonly root: Locator
  readonly said: Locator
  readonly texts: (typeof panelTexts)[Language]

  constructor(page: Page, language: Language = 'ja') {
    this.page = page
    this.root = page.locator('#progress')
    this.said = this.root.getByRole('status')
    this.texts = panelTexts[language]
  }

  async open(): Promise<void> {
    await this.root.locator('summary').click()
    await expect(this.root.locator('astro-island[ssr]')).toHaveCount(0)
  }

  /** The record as the file that the reader gets. */
  async save(): Promise<{ readonly name: string; readonly text: string }> {
    const download = this.page.waitForEvent('download')
    await this.button(this.texts.save).click()
    const file = await download
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') }
  }

  async take(text: string): Promise<void> {
    const buffer = Buffer.from(text)
    await this.root
      .locator('input[type="file"]')
      .setInputFiles({ name: 'arubeki.json', mimeType: 'application/json', buffer })
  }

  async erase(): Promise<void> {
    await this.button(this.texts.erase).click()
    await this.button(this.texts.eraseYes).click()
    await expect(this.said).toHaveText(this.texts.erased)
  }

  button(name: string): Locator {
    return this.root.getByRole('button', { name, exact: true })
  }
}
