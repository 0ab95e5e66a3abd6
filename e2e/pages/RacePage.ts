/** The race of section 1 as its reader runs it. */
import { expect, type Locator, type Page } from '@playwright/test'
import type { Language } from '../../src/language.ts'
import { raceTexts } from '../../src/widgets/race/texts.ts'
import { stepUntil } from './StagePage.ts'

export class RacePage {
  readonly root: Locator
  readonly texts: (typeof raceTexts)[Language]
  readonly left: Locator
  readonly right: Locator

  constructor(page: Page, language: Language) {
    this.root = page.locator('#scene-race')
    this.texts = raceTexts[language]
    this.left = this.root.locator('[data-side="left"]')
    this.right = this.root.locator('[data-side="right"]')
  }

  async arrive(): Promise<void> {
    await this.root.scrollIntoViewIfNeeded()
    await expect(this.right).toBeVisible({ timeout: 20_000 })
  }

  /** The button that the moment asks for. */
  get main(): Locator {
    return this.root.locator('.stage-round .button[data-weight="main"]').first()
  }

  button(name: string): Locator {
    return this.root.getByRole('button', { name, exact: true })
  }

  async takeUp(round: number): Promise<void> {
    await this.root.locator('.rounds button').nth(round).click()
    await expect(this.choices.first()).toBeVisible()
  }

  get choices(): Locator {
    return this.root.getByRole('radio')
  }

  get outcome(): Locator {
    return this.root.locator('.predict[data-outcome]')
  }

  async predict(choice: number): Promise<void> {
    await this.choices.nth(choice).check()
    await this.main.click()
  }

  /** Event by event until everything that was asked about has happened. */
  async stepToTheEnd(): Promise<void> {
    await this.stepUntil(this.outcome)
  }

  async stepUntil(sight: Locator): Promise<void> {
    await stepUntil(this.button(this.texts.step), sight)
  }

  async runs(left: number, right: number): Promise<void> {
    await expect(this.left.getByRole('heading')).toContainText(this.texts.runs(left))
    await expect(this.right.getByRole('heading')).toContainText(this.texts.runs(right))
  }
}
