/** What is missed is explained, climbed out of, and comes back on another day. */
import { languages } from '../src/language.ts'
import { expect, test } from './fixtures.ts'
import { HomePage } from './pages/HomePage.ts'
import { PracticePage } from './pages/PracticePage.ts'

const today = new Date('2026-03-02T06:00:00Z')
const tomorrow = new Date('2026-03-03T02:00:00Z')

for (const language of languages) {
  test(`a question is missed, explained, answered by the ladder, and returns the next day (${language})`, async ({
    page,
  }) => {
    await page.clock.setFixedTime(today)
    const practice = new PracticePage(page, language)
    await practice.open('practice')
    const quiz = await practice.question('who-stores')
    const rightOne = 'c'
    const wrongOne = 'a'

    await quiz.choose(wrongOne)
    await expect(quiz.outcome).toContainText(quiz.texts.outcome.incorrect)
    await expect(quiz.chosen.locator('.quiz-reason')).not.toBeEmpty()

    await quiz.press(quiz.texts.retry)
    await expect(quiz.form.locator(`input[value="${wrongOne}"]`)).toBeDisabled()
    for (const rung of [1, 2, 3]) await quiz.press(quiz.texts.nextHint(rung, 4))
    await quiz.press(quiz.texts.solution)
    await expect(quiz.form.locator('.quiz-ladder li')).toHaveCount(4)
    await quiz.choose(rightOne)
    await expect(quiz.outcome).toContainText(quiz.texts.outcome.correct)

    await practice.open('review')
    await expect(practice.head).toContainText(practice.texts.none)

    await page.clock.setFixedTime(tomorrow)
    const home = new HomePage(page)
    await home.open(language)
    await page.locator('[data-due] a').click()
    await expect(practice.head).toHaveText(practice.texts.progress(1, 1))
    await practice.isShown('who-stores')
    const again = await practice.question('who-stores')
    await expect(again.outcome).toHaveCount(0)
    await again.choose(rightOne)
    await expect(practice.result).toHaveText(practice.texts.passed)
    await practice.press(practice.texts.finish)
    await expect(practice.head).toContainText(practice.texts.done(1, 1))

    await home.open(language)
    await expect(page.locator('[data-due]')).toBeHidden()
  })
}

test('of several things only what was wrong is tried again', async ({ page }) => {
  const practice = new PracticePage(page, 'en')
  await practice.open('practice')
  const quiz = await practice.question('node-failure-who')
  const list = (item: string) => quiz.form.locator(`[data-item="${item}"] select`)
  const picks = { silence: 'kl', create: 'cm', choose: 'sch', start: 'kl' }
  for (const [item, option] of Object.entries(picks)) await list(item).selectOption(option)
  await quiz.press(quiz.texts.answer)
  await expect(quiz.outcome).toContainText(quiz.texts.matchOutcome.partial)
  await expect(list('create')).toBeDisabled()
  await expect(quiz.form.locator('li[data-right="false"]')).toHaveCount(1)
  await list('silence').selectOption('cm')
  await quiz.press(quiz.texts.retryWrong)
  await expect(quiz.outcome).toContainText(quiz.texts.matchOutcome.correct)
})

test('blanks are filled in any width; what is right in practice shows an objective', async ({
  page,
  chapter,
}) => {
  const practice = new PracticePage(page, 'ja')
  await practice.open('practice')
  const quiz = await practice.question('lease-silence')
  const blanks = quiz.form.locator('.quiz-blank')
  await blanks.nth(0).fill('１０')
  await blanks.nth(1).fill('40')
  await quiz.press(quiz.texts.answer)
  await expect(quiz.feedback).toContainText('1.31までの既定値')
  await expect(blanks.nth(0)).toHaveAttribute('readonly', '')
  await blanks.nth(1).fill('50')
  await quiz.press(quiz.texts.retryWrong)
  await expect(quiz.outcome).toContainText(quiz.texts.matchOutcome.correct)

  await chapter.open()
  const objective = chapter.objective('two-kinds-of-node')
  await expect(objective).toHaveAttribute('data-tick', 'begun')
  await expect(page.locator('.evidence li[data-tick="begun"]')).toContainText(/練習の問題\s*1\/15/)
})

test('words are turned as cards', async ({ page }) => {
  const practice = new PracticePage(page, 'en')
  await practice.open('review')
  await expect(practice.head).toContainText(practice.texts.noneYet)
  await practice.press(practice.texts.start(5))
  for (let card = 0; card < 5; card++) {
    await practice.press(practice.texts.show)
    await practice.press(practice.texts.knew)
  }
  await expect(page.locator('.review-words')).toContainText(practice.texts.wordsDone)
})

test('a node failure is predicted, run, read in lanes, and repeated with another cluster', async ({
  chapter,
}) => {
  await chapter.open()
  const quiz = await chapter.question('check1-incident')
  const yaml = quiz.form.locator('.incident-yaml')
  const first = await yaml.textContent()
  await quiz.predict([4, 2])
  await quiz.press(quiz.texts.runIncident)
  await expect(quiz.feedback).toHaveText(quiz.texts.chooseAll(1))
  await quiz.predict([4, 2, 4])
  await quiz.press(quiz.texts.runIncident)
  await expect(quiz.outcome).toContainText(quiz.texts.predictOutcome.correct)
  await expect(quiz.form.locator('.incident-lanes tbody tr')).toHaveCount(6)
  await quiz.press(quiz.texts.anotherIncident)
  await expect(yaml).not.toHaveText(first ?? '')
})
