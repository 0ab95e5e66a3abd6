/** The terminal of a lab and the playground: kubectl, typed. */
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures.ts'

test('a reader types kubectl in the playground, and passes it on as a link', async ({ page }) => {
  await page.goto('en/playground/')
  await page.getByRole('button', { name: 'Open the terminal (kubectl)' }).click()
  const line = page.getByRole('textbox', { name: 'Command' })
  const log = page.getByRole('region', { name: 'Output of the terminal' })
  const type = async (text: string) => {
    await line.fill(text)
    await line.press('Enter')
  }
  await type('kubectl apply -f deployment.yaml')
  await expect(log).toContainText('deployment.apps/web created')
  await type('kubectl rollout status deploy/web')
  await expect(log).toContainText('deployment "web" successfully rolled out')
  await type('kubectl get podz')
  await expect(log).toContainText('the server doesn\'t have a resource type "podz"')
  await line.fill('kubectl describe node node-1')
  await line.press('Tab')
  await expect(line).toHaveValue('kubectl describe node node-1 ')
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)

  await page.getByRole('button', { name: 'Copy a link' }).click()
  await expect(page).toHaveURL(/#play=/)
  await page.reload()
  await page.getByRole('button', { name: 'Open the terminal (kubectl)' }).click()
  await expect(log).toContainText('deployment.apps/web created')
})
