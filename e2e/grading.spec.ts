/** Each exercise through the page: its start fails with the right hint, its solution passes. */
import { expect, test } from './fixtures.ts'

/** What comes of pressing Apply at once. */
const exercises = [
  {
    id: 'keep-five-replicas',
    opens: ['declares-five', 'five-ready', 'still-nginx'],
    hint: { ja: '数を決めている行はどれ', en: 'which line decides the number' },
  },
  {
    id: 'survive-node-failure',
    opens: ['ready-at-first', 'survives'],
    hint: { ja: '5つ以上を宣言しましたか', en: 'Did you declare five or more' },
  },
  {
    id: 'repair-deployment',
    opens: ['accepted', 'three-ready'],
    problem: { line: 13, ja: /セレクターの.*app: nginx/, en: /selector.*app: nginx/i },
  },
  {
    id: 'zero-replicas',
    opens: ['no-pods'],
    hint: { ja: 'Podがまだあります', en: 'There are still Pods' },
  },
] as const

for (const { id, opens, ...told } of exercises) {
  for (const language of ['ja', 'en'] as const) {
    test(`${id} is judged (${language})`, async ({ chapter }) => {
      await chapter.open({ language, editor: 'plain' })
      const lab = await chapter.lab(id)
      await lab.apply()
      await expect(lab.chips.locator('[data-state="open"]')).toHaveCount(opens.length)
      for (const check of opens) {
        await expect(lab.chip(check)).toHaveAttribute('data-state', 'open')
      }
      if ('hint' in told) await expect(lab.missed).toContainText(told.hint[language])
      else {
        const { line } = told.problem
        await expect(lab.problemAt(line)).toContainText(told.problem[language])
      }
      await expect(lab.passed).toHaveCount(0)

      await lab.useSolution()
      await lab.apply()
      await expect(lab.chips.locator('li:not([data-state="passed"])')).toHaveCount(0)
      await expect(lab.passed).toContainText(lab.texts.allPassed)
      await expect(lab.missed).toHaveCount(0)
      await expect(lab.problems).toHaveCount(0)
    })
  }
}

test('where the cluster differs from the goal is marked in the picture and at the line', async ({
  chapter,
}) => {
  await chapter.open({ editor: 'plain' })
  const lab = await chapter.lab('keep-five-replicas')
  await lab.apply()
  const owner = lab.root.locator('.owner[data-wrong]')
  await expect(owner).toHaveText(/Deployment nginx-deployment .*replicas 3 → 5/)
  const mark = lab.root.locator('.editor-gutter [data-severity="goal"]')
  await expect(mark).toHaveCount(1)
  await lab.replace('replicas: 3', 'replicas: 5')
  await expect(mark).toHaveCount(0)
  await lab.apply()
  await expect(lab.passed).toBeVisible()
  await expect(owner).toHaveCount(0)
})

test('after the first mistake of a broken Deployment is mended, the second shows in the cluster', async ({
  chapter,
}) => {
  await chapter.open({ editor: 'plain' })
  const lab = await chapter.lab('repair-deployment')
  await lab.replace('app: ngnix', 'app: nginx')
  await lab.apply()
  await expect(lab.chip('accepted')).toHaveAttribute('data-state', 'passed')
  await expect(lab.missed).toContainText('イメージの名前を見てください')
  await lab.stepUntil(lab.scene.podsThatAre('ImagePullBackOff'))
  await lab.scene.select(lab.scene.podsThatAre('ImagePullBackOff').first())
  await expect(lab.scene.details).toContainText('nginx:1.14.222')
  await lab.replace('nginx:1.14.222', 'nginx:1.14.2')
  await lab.apply()
  await expect(lab.passed).toBeVisible()
  await lab.stepUntil(lab.scene.lane('actual').filter({ hasText: lab.scene.texts.ready(3) }))
  await lab.stepUntil(lab.root.getByText(lab.texts.rest))
  await expect(lab.scene.pods).toHaveCount(3)
})

test('none declared: the Pods go, the Deployment and its ReplicaSet stay', async ({ chapter }) => {
  await chapter.open({ editor: 'plain' })
  const lab = await chapter.lab('zero-replicas')
  const { scene } = lab
  await lab.apply()
  await lab.stepUntil(scene.lane('actual').filter({ hasText: scene.texts.ready(3) }))
  await lab.replace('replicas: 3', 'replicas: 0')
  await lab.apply()
  await lab.stepUntil(scene.lane('actual').filter({ hasText: scene.texts.ready(0) }))
  await lab.stepUntil(lab.root.getByText(lab.texts.rest))
  await expect(scene.pods).toHaveCount(0)
  await expect(lab.root.locator('.owners .owner')).toHaveText([
    /Deployment nginx-deployment 0\/0/,
    /ReplicaSet nginx-deployment-\w+ 0\/0/,
  ])
  await expect(lab.passed).toBeVisible()
})
