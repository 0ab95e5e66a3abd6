/** A lab as its reader uses it: write, apply, watch, break, be judged. */
import { expect, type Locator, type Page } from '@playwright/test'
import type { Language } from '../../src/language.ts'
import { editorMessages } from '../../src/widgets/editor/messages.ts'
import { labTexts } from '../../src/widgets/lab/texts.ts'
import { ClusterScene } from './ClusterScene.ts'

type ClockButton =
  | 'play'
  | 'pause'
  | 'step'
  | 'stepBack'
  | 'quietStep'
  | 'toNow'
  | 'goBack'
  | 'goBackYes'
  | 'goBackNo'
  | 'share'
  | 'toOwn'
  | 'reset'
  | 'resetFiles'
type Panel = 'yaml' | 'cluster' | 'time'

/** More events than any story of these tests has; a lab that needs more is not coming to rest. */
const mostSteps = 80

export class LabPage {
  readonly page: Page
  readonly root: Locator
  readonly texts: (typeof labTexts)[Language]
  readonly scene: ClusterScene
  readonly problems: Locator
  readonly kubectl: Locator
  readonly passed: Locator
  readonly missed: Locator
  readonly events: Locator
  readonly #language: Language

  constructor(page: Page, exercise: string, language: Language) {
    this.page = page
    this.#language = language
    this.root = page.locator(`[data-lab="${exercise}"]`)
    this.texts = labTexts[language]
    this.scene = new ClusterScene(this.root.locator('.cluster-view'), language)
    this.problems = this.root.locator('.editor-problems li')
    this.kubectl = this.root.locator('.kubectl-says')
    this.passed = this.root.locator('.lab-passed')
    this.missed = this.root.locator('.lab-missed')
    this.events = this.root.locator('.event-log li')
  }

  /** Goes to the lab and waits until its cluster stands. */
  async arrive(): Promise<void> {
    await this.root.scrollIntoViewIfNeeded()
    await expect(this.root.locator('.lab-live')).toHaveAttribute('data-phase', 'ready')
    await expect(this.scene.nodes).toHaveCount(3)
  }

  // ── the editor

  get editor(): Locator {
    return this.root.locator('.editor')
  }

  /** The file as text; kept true in both ways of editing. */
  get text(): Locator {
    return this.root.locator('.editor textarea[id$=".yaml"]')
  }

  /** In the plain editor: the whole text anew. */
  async write(yaml: string): Promise<void> {
    await this.text.fill(yaml)
  }

  async replace(before: string, after: string): Promise<void> {
    const yaml = await this.text.inputValue()
    expect(yaml).toContain(before)
    await this.write(yaml.replace(before, after))
  }

  /** By keys, in the editor that has the focus: the last word of a line becomes another. */
  async retypeLastWord(line: number, word: string): Promise<void> {
    const { keyboard } = this.page
    await keyboard.press('Control+Home')
    for (let at = 1; at < line; at++) await keyboard.press('ArrowDown')
    await keyboard.press('End')
    await keyboard.press('Control+Shift+ArrowLeft')
    await keyboard.type(word)
  }

  async wakeMonaco(): Promise<void> {
    await this.text.click()
    await expect(this.editor).toHaveAttribute('data-mode', 'monaco')
  }

  get applyButton(): Locator {
    return this.root.getByRole('button', { name: this.texts.apply, exact: true })
  }

  /** Applies what is written and waits for the verdict. */
  async apply(): Promise<void> {
    await this.applyButton.click()
    await this.isJudged()
  }

  async isJudged(): Promise<void> {
    await expect(this.chips).toHaveAttribute('aria-busy', 'false')
    await expect(this.chips.locator('[data-state="pending"]')).toHaveCount(0)
  }

  /** The button in the list of problems that leads to a line. */
  problemAt(line: number): Locator {
    return this.problems.filter({ hasText: editorMessages[this.#language].line(line) })
  }

  // ── the tasks

  get chips(): Locator {
    return this.root.locator('.chips')
  }

  chip(check: string): Locator {
    return this.chips.locator(`[data-check="${check}"]`)
  }

  // ── the clock

  /** Virtual milliseconds since the last thing that was done. */
  async time(): Promise<number> {
    return Number(await this.clock.getAttribute('data-time'))
  }

  get clock(): Locator {
    return this.root.locator('.clock-time [data-time]')
  }

  get bookmarks(): Locator {
    return this.root.locator('.timeline-names button')
  }

  /** The line of time, with its handle. */
  get timeline(): Locator {
    return this.root.getByRole('slider', { name: this.texts.timeline })
  }

  /** The panel of the cluster says so where it shows the past. */
  get past(): Locator {
    return this.root.getByRole('group', { name: this.texts.past })
  }

  button(name: ClockButton): Locator {
    return this.root.getByRole('button', { name: this.texts[name], exact: true })
  }

  /** Does something to the cluster, and sees time run from there. */
  async act(action: Promise<void>): Promise<void> {
    await action
    await expect(this.button('pause')).toBeVisible()
  }

  /** Presses «next event» until the cluster shows what is awaited. */
  async stepUntil(awaited: Locator): Promise<void> {
    await this.pause()
    for (let step = 0; step < mostSteps; step++) {
      if (await awaited.first().isVisible()) return
      const before = await this.clock.getAttribute('data-time')
      await expect(this.button('step'), 'something is still to come').toBeEnabled()
      await this.button('step').click()
      // The last step leads to rest, perhaps at the same instant.
      const moved = this.clock.and(this.page.locator(`:not([data-time="${before}"])`))
      const rested = this.root.getByText(this.texts.rest)
      await expect(moved.or(rested).first()).toBeVisible()
    }
    await expect(awaited.first()).toBeVisible()
  }

  /** Time stands, and nothing is on its way from the cluster to the page. */
  async pause(): Promise<void> {
    // In the page and at once: between looking and pressing, time may come to rest by itself.
    await this.root.locator('.clock').evaluate((clock) => {
      clock.querySelector<HTMLElement>('button[aria-pressed="true"]')?.click()
    })
    await expect(this.button('play')).toBeVisible()
    await expect.poll(() => this.#isStill()).toBe(true)
  }

  async #isStill(): Promise<boolean> {
    return this.clock.evaluate(async (clock) => {
      const before = clock.getAttribute('data-time')
      for (let frame = 0; frame < 10; frame++) await new Promise(requestAnimationFrame)
      return clock.getAttribute('data-time') === before
    })
  }

  // ── help

  /** Takes every hint, shows the solution and copies it into the editor. */
  async useSolution(): Promise<void> {
    const hint = this.root
      .locator('.lab-help')
      .getByRole('button', { name: new RegExp(`^(${this.texts.hint}|${this.texts.moreHints})$`) })
    while (await hint.isVisible()) await hint.click()
    await this.root.getByRole('button', { name: this.texts.solution }).click()
    await this.root.getByRole('button', { name: this.texts.useSolution }).click()
  }

  /** On a phone: one panel at a time. */
  async show(panel: Panel): Promise<void> {
    const tab = this.tab(panel)
    await tab.tap()
    await expect(tab).toHaveAttribute('aria-pressed', 'true')
  }

  tab(panel: Panel): Locator {
    return this.root
      .locator('.lab-tabs')
      .getByRole('button', { name: new RegExp(`^${this.texts.tabs[panel]}`) })
  }
}
