/** What the learner did survives: a reload in the middle, a file on another device, not an erasure. */
import { expect, test } from './fixtures.ts'
import { ProgressPanel } from './pages/ProgressPanel.ts'

test('a reload in the middle loses nothing: YAML, cluster, time, answers, ticks', async ({
  page,
  chapter,
}) => {
  await chapter.open({ editor: 'plain' })
  await expect(chapter.tickOf('architecture')).toHaveAttribute('data-tick', 'open')
  const choice = await chapter.question('see-architecture')
  await choice.choose('runs-unattended')
  await expect(chapter.tickOf('architecture')).toHaveAttribute('data-tick', 'done')
  await expect(chapter.objective('two-kinds-of-node')).toHaveAttribute('data-tick', 'begun')
  const written = await chapter.question('do2')
  await written.explain('Controller Managerです。')
  const unfinished = await chapter.question('check3')
  await unfinished.field.fill('書きかけの答え')

  const lab = await chapter.lab('keep-five-replicas')
  await lab.replace('replicas: 3', 'replicas: 5')
  await lab.apply()
  await lab.stepUntil(lab.scene.readyPods.nth(4))
  await lab.act(lab.scene.powerOff('node-3'))
  await lab.stepUntil(lab.scene.node('node-3').filter({ hasText: 'NotReady' }))
  const [time, pods] = [await lab.time(), await lab.scene.podNames()]
  await lab.write(`${await lab.text.inputValue()}# ここまで\n`)

  await page.reload()
  await expect(chapter.tickOf('architecture')).toHaveAttribute('data-tick', 'done')
  await expect((await chapter.question('see-architecture')).outcome).toContainText('正解です。')
  const again = await chapter.question('do2')
  await expect(again.field).toHaveValue('Controller Managerです。')
  await expect(again.outcome).toHaveAttribute('data-head', 'complete')
  await expect((await chapter.question('check3')).field).toHaveValue('書きかけの答え')

  const same = await chapter.lab('keep-five-replicas')
  await expect(same.text).toHaveValue(/replicas: 5[\s\S]*# ここまで\n$/)
  await expect(same.scene.node('node-3')).toContainText('NotReady')
  await expect(same.scene.node('node-3')).toContainText(same.scene.texts.powerless)
  expect(await same.scene.podNames()).toEqual(pods)
  expect(await same.time()).toBe(time)
  await same.stepUntil(same.scene.podsThatAre('Terminating'))
  expect(await same.time()).toBeGreaterThan(time)
})

test('the record goes into a file, is erased, and comes back from the file', async ({
  page,
  chapter,
}) => {
  await chapter.open({ editor: 'plain' })
  await (await chapter.question('see-worker-node')).root.locator('input').first().check()
  await (await chapter.question('check2')).explain('etcdです。')
  const lab = await chapter.lab('zero-replicas')
  await lab.replace('replicas: 3', 'replicas: 0')
  await lab.apply()
  await expect(lab.passed).toBeVisible()

  const panel = new ProgressPanel(page)
  await panel.open()
  const file = await panel.save()
  expect(file.name).toMatch(/^arubeki-\d{4}-\d\d-\d\d\.json$/)
  await panel.erase()
  await expect(chapter.tickOf('check')).toHaveAttribute('data-tick', 'open')
  await expect((await chapter.question('check2')).field).toHaveValue('')

  await page.reload()
  await expect(chapter.tickOf('check')).toHaveAttribute('data-tick', 'open')
  await expect((await chapter.question('check2')).field).toHaveValue('')
  await expect((await chapter.lab('zero-replicas')).text).toHaveValue(/replicas: 3/)

  await panel.open()
  await panel.take('{ "some": "other file" }')
  await expect(panel.said).toContainText('この本の学習の記録ではありません')
  await panel.take(file.text)
  await expect(panel.said).toContainText('件の記録を加えました')
  await expect(chapter.tickOf('check')).toHaveAttribute('data-tick', 'begun')
  await expect((await chapter.question('check2')).field).toHaveValue('etcdです。')
  await panel.take(file.text)
  await expect(panel.said).toContainText(panel.texts.nothingNew)

  await page.reload()
  await expect((await chapter.lab('zero-replicas')).text).toHaveValue(/replicas: 0/)
  await expect(chapter.tickOf('check')).toHaveAttribute('data-tick', 'begun')
})

test('the home page knows where the reader stopped', async ({ page, home, chapter }) => {
  await home.open()
  await expect(home.resume).toBeHidden()
  await chapter.open()
  const quiz = await chapter.question('see-control-plane')
  await quiz.form.locator('input').first().check()
  await expect(chapter.here).toHaveAttribute('href', '#control-plane')
  await home.open()
  await expect(home.resume).toBeVisible()
  await home.resume.getByRole('link').click()
  await expect(page).toHaveURL(/\/kubernetes-design\/#control-plane$/)
})
