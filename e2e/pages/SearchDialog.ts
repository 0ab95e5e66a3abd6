/** The search of the book as its reader uses it. */
import type { Locator, Page } from '@playwright/test'

export class SearchDialog {
  readonly page: Page
  readonly root: Locator
  readonly field: Locator
  readonly status: Locator
  readonly results: Locator

  constructor(page: Page) {
    this.page = page
    this.root = page.locator('dialog#search')
    this.field = this.root.locator('[data-search-field]')
    this.status = this.root.locator('[data-search-status]')
    this.results = this.root.locator('[data-search-results] a')
  }

  /** The place in the book that a result leads to. */
  result(anchor: string): Locator {
    return this.root.locator(`[data-search-results] a[href$="#${anchor}"]`)
  }
}
