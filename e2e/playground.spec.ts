/** The playground: several files, and kinds that no chapter has told of. */
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures.ts'

test('a mistake is told in the file it stands in, though all were applied', async ({ page }) => {
  await page.goto('playground/?editor=plain')
  const tab = (name: string) => page.getByRole('button', { name, exact: false }).first()
  await tab('service.yaml').click()
  const service = page.getByRole('textbox', { name: 'service.yamlの編集' })
  await service.fill((await service.inputValue()).replace(/port: .*/, 'port: eighty'))
  await tab('deployment.yaml').click()
  await page.getByRole('button', { name: 'すべて適用する' }).click()

  await expect(tab('service.yaml')).toHaveAccessibleName(/誤りあり/)
  await expect(tab('deployment.yaml')).not.toHaveAccessibleName(/誤りあり/)
  await expect(page.getByText('deployment.apps/web created')).toBeVisible()
  await expect(page.getByText('eighty')).toHaveCount(0)
  await tab('service.yaml').click()
  await expect(page.locator('.editor-problems').first()).toContainText('eighty')
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
})

test('a Job is counted by what it has done, and its Pod has not failed', async ({ page }) => {
  await page.goto('en/playground/?editor=plain')
  const file = page.getByRole('textbox', { name: 'Edit deployment.yaml' })
  await file.fill(`apiVersion: batch/v1
kind: Job
metadata: { name: once }
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{ name: once, image: 'busybox:1.36', command: [sh, -c, 'echo done'] }]
`)
  await page.getByRole('button', { name: 'Apply this file' }).click()
  const lane = (name: string) => page.locator(`.lanes [data-lane="${name}"] dd`)
  await expect(lane('desired')).toHaveText('1 completion')
  await expect(lane('actual')).toHaveText('1 complete')
  await expect(lane('difference')).toHaveText('none')
  await expect(page.getByRole('button', { name: /^Pod once-\w+, Completed/ })).toBeVisible()
})
