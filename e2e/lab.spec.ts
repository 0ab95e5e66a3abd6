/** The lab: declare, apply, see it become so; break it, see who puts it right. */
import { expect, test } from './fixtures.ts'

for (const language of ['ja', 'en'] as const) {
  test(`five replicas are declared, made and judged (${language})`, async ({ chapter }) => {
    await chapter.open({ language, editor: 'plain' })
    const lab = await chapter.lab('keep-five-replicas')
    const { scene } = lab
    await expect(scene.lane('desired')).toHaveText(scene.texts.nothingDeclared)
    await expect(scene.pods).toHaveCount(0)

    await lab.replace('replicas: 3', 'replicas: 5')
    await lab.apply()
    await expect(lab.kubectl).toHaveText('deployment.apps/nginx-deployment created')
    await expect(lab.chips.locator('[data-state="passed"]')).toHaveCount(4)
    await expect(lab.passed).toBeVisible()
    await expect(scene.lane('desired')).toHaveText(scene.texts.declared(5))
    await lab.stepUntil(scene.lane('actual').filter({ hasText: scene.texts.ready(5) }))
    await expect(scene.readyPods).toHaveCount(5)
    await expect(scene.lane('difference')).toHaveText(scene.texts.none)

    await lab.apply()
    await expect(lab.kubectl).toHaveText('deployment.apps/nginx-deployment unchanged')
  })
}

test('a kind that the lab fetches when it is first named runs as the others do', async ({
  chapter,
}) => {
  await chapter.open({ editor: 'plain' })
  const lab = await chapter.lab('keep-five-replicas')
  await lab.replace('kind: Deployment', 'kind: DaemonSet')
  await lab.replace('  replicas: 3\n', '')
  await lab.apply()
  await expect(lab.kubectl).toHaveText('daemonset.apps/nginx-deployment created')
  await lab.stepUntil(lab.scene.readyPods.nth(2))
})

test('time runs by itself after something was done, and rests when nothing is left to do', async ({
  chapter,
}) => {
  await chapter.open({ editor: 'plain' })
  const lab = await chapter.lab('keep-five-replicas')
  await lab.apply()
  await expect(lab.scene.readyPods).toHaveCount(3, { timeout: 20_000 })
  await expect(lab.root.getByText(lab.texts.rest)).toBeVisible({ timeout: 20_000 })
  await expect(lab.button('play')).toBeVisible()
  await expect(lab.bookmarks.filter({ hasText: '適用' })).toBeVisible()
})

test('Monaco takes over from the textarea with everything in it', async ({ page, chapter }) => {
  await chapter.open()
  const lab = await chapter.lab('keep-five-replicas')
  await lab.wakeMonaco()
  await lab.retypeLastWord(6, '5')
  await expect(lab.text).toHaveValue(/\n {2}replicas: 5\n/)
  await page.keyboard.press('Control+Enter')
  await expect(lab.passed).toBeVisible()

  await lab.retypeLastWord(6, 'five')
  await page.keyboard.press('Control+Enter')
  await expect(lab.problemAt(6)).toBeVisible()
  await expect(lab.editor.locator('.squiggly-error')).toBeVisible()
  await lab.root.getByRole('button', { name: '簡素な編集に切り替える' }).click()
  await expect(lab.editor).toHaveAttribute('data-mode', 'plain')
  await expect(lab.text).toHaveValue(/\n {2}replicas: five\n/)
  await expect(lab.problemAt(6)).toBeVisible()
})

test('a killed Pod is replaced by another; a crashed container starts again in the same Pod', async ({
  chapter,
}) => {
  await chapter.open({ editor: 'plain' })
  const lab = await chapter.lab('keep-five-replicas')
  const { scene } = lab
  await lab.apply()
  await lab.stepUntil(scene.lane('actual').filter({ hasText: scene.texts.ready(3) }))

  const killed = await scene.select(scene.pods.first())
  await expect(scene.details).toContainText('ReplicaSet nginx-deployment-')
  await expect(scene.details).toContainText('Deployment nginx-deployment')
  const before = await scene.podNames()
  await lab.act(scene.deleteSelected())
  await expect(lab.bookmarks.filter({ hasText: 'Podを削除' })).toBeAttached()
  await lab.stepUntil(scene.details.getByText(scene.texts.podGone))
  await lab.stepUntil(scene.lane('actual').filter({ hasText: scene.texts.ready(3) }))
  const after = await scene.podNames()
  expect(after).toHaveLength(3)
  expect(after).not.toContain(killed)
  expect(after.filter((name) => before.includes(name))).toHaveLength(2)
  await scene.select(scene.pod(after.find((name) => !before.includes(name)) ?? ''))
  await expect(scene.causes).toHaveCount(2)
  await expect(scene.causes.last()).toContainText(`kubectl delete pods ${killed}`)
  await scene.details.getByRole('button', { name: scene.texts.close }).click()

  const crashed = await scene.select(scene.readyPods.first())
  await lab.act(scene.crashSelected())
  await lab.stepUntil(scene.pod(crashed).filter({ hasText: '×1' }))
  await lab.stepUntil(scene.lane('actual').filter({ hasText: scene.texts.ready(3) }))
  expect(await scene.podNames()).toEqual(expect.arrayContaining(after))
})

test('a node that loses power is noticed, emptied and replaced, and comes back', async ({
  chapter,
}) => {
  await chapter.open({ editor: 'plain' })
  const lab = await chapter.lab('keep-five-replicas')
  const { scene } = lab
  await lab.replace('replicas: 3', 'replicas: 5')
  await lab.apply()
  await lab.stepUntil(scene.lane('actual').filter({ hasText: scene.texts.ready(5) }))
  const lost = await scene.podsOn('node-2').count()
  expect(lost).toBeGreaterThan(0)

  await lab.act(scene.powerOff('node-2'))
  await expect(scene.podsOn('node-2').filter({ hasText: scene.texts.dark })).toHaveCount(lost)
  await expect(scene.node('node-2')).toContainText('Ready')
  await lab.stepUntil(scene.node('node-2').filter({ hasText: 'NotReady' }))
  expect(await lab.time()).toBeGreaterThan(40_000)
  expect(await lab.time()).toBeLessThan(70_000)
  await expect(scene.lane('difference')).toHaveText(scene.texts.missing(lost))

  await lab.stepUntil(scene.podsOn('node-2').filter({ hasText: 'Terminating' }))
  expect(await lab.time()).toBeGreaterThan(340_000)
  await lab.stepUntil(scene.lane('actual').filter({ hasText: scene.texts.ready(5) }))
  expect(await lab.time()).toBeLessThan(370_000)
  await expect(scene.podsThatAre('Terminating')).toHaveCount(lost)
  for (const name of ['電源断', 'NotReady', '立ち退き'])
    await expect(lab.bookmarks.filter({ hasText: name })).toBeAttached()

  await lab.act(scene.powerOn('node-2'))
  await lab.stepUntil(scene.node('node-2').filter({ hasText: '● Ready' }))
  await expect(scene.podsThatAre('Terminating')).toHaveCount(0)
  await expect(scene.readyPods).toHaveCount(5)
})

test('starting over clears the cluster and keeps the YAML, unless asked to restore it', async ({
  chapter,
}) => {
  await chapter.open({ editor: 'plain' })
  const lab = await chapter.lab('keep-five-replicas')
  await lab.replace('replicas: 3', 'replicas: 4')
  await lab.apply()
  await lab.stepUntil(lab.scene.readyPods.nth(3))

  await lab.button('reset').click()
  await expect(lab.scene.pods).toHaveCount(0)
  await expect(lab.chips.locator('[data-state="pending"]')).toHaveCount(4)
  await expect(lab.text).toHaveValue(/replicas: 4/)
  await lab.button('resetFiles').click()
  await expect(lab.text).toHaveValue(/replicas: 3/)
  await lab.apply()
  await expect(lab.kubectl).toHaveText('deployment.apps/nginx-deployment created')
})
