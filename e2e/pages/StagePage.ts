/** A scene that is walked through: predict, go on step by step, see what came of it. */
import { expect, type Locator, type Page } from '@playwright/test'

/** Event by event, until this is to be seen: the button may go at any moment, so it is never waited for. */
export async function stepUntil(step: Locator, sight: Locator): Promise<void> {
  while (!(await sight.isVisible()))
    await step.evaluateAll(([button]) => button instanceof HTMLElement && button.click())
}

export class StagePage {
  readonly root: Locator
  readonly buttons: Locator
  readonly outcome: Locator

  constructor(page: Page, name: string) {
    this.root = page.locator(`#scene-${name}`)
    this.buttons = this.root.locator('.stage-bar button')
    this.outcome = this.root.locator('.predict[data-outcome]')
  }

  /** Goes there and waits until it answers. */
  async arrive(): Promise<void> {
    await this.root.scrollIntoViewIfNeeded()
    await expect(this.root.locator('astro-island')).not.toHaveAttribute('ssr')
  }

  async takeUp(round: number): Promise<void> {
    await this.root.locator('.rounds button').nth(round).press('Enter')
  }

  async predict(choice: number): Promise<void> {
    const radio = this.root.locator('form.predict').getByRole('radio').nth(choice)
    await radio.press('Space')
    await radio.press('Enter')
    await expect(this.root.locator('.predict-mine')).toBeVisible()
  }
}
