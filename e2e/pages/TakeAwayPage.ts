/** Components that can be taken away, as the reader does it. */
import { expect, type Locator } from '@playwright/test'
import { StagePage, stepUntil } from './StagePage.ts'

export class TakeAwayPage extends StagePage {
  /** What comes next, while nothing is waited for. */
  get next(): Locator {
    return this.buttons.first()
  }

  get switches(): Locator {
    return this.root.getByRole('switch')
  }

  get log(): Locator {
    return this.root.locator('.take-away-log')
  }

  async opened(): Promise<void> {
    await expect(this.switches.first()).toBeVisible({ timeout: 20_000 })
  }

  async stepUntil(sight: Locator): Promise<void> {
    await stepUntil(this.buttons.nth(1), sight)
  }
}
