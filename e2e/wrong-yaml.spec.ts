/** Wrong YAML: marked at its line, told in a sentence, and the last good state stays. */
import { expect, test } from './fixtures.ts'

const good = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: nginx-deployment
spec:
  replicas: 3
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
        - name: nginx
          image: nginx:1.14.2
`

/** Nine lists, each of nine times the one before: 387 million entries if it were expanded. */
const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]']
  .concat(
    [...'bcdefghi'].map((name, index) => {
      const before = 'abcdefgh'[index]
      return `${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`
    }),
  )
  .join('\n')

interface Mistake {
  readonly name: string
  readonly yaml: string
  readonly line: number
  readonly ja: RegExp
  readonly en: RegExp
}

const mistakes: readonly Mistake[] = [
  {
    name: 'a number in words',
    yaml: good.replace('replicas: 3', 'replicas: three'),
    line: 6,
    ja: /replicas.*整数/,
    en: /replicas.*(integer|whole number)/,
  },
  {
    name: 'a tab',
    yaml: good.replace('  replicas', '\treplicas'),
    line: 6,
    ja: /タブ.*スペース 2 個/,
    en: /tab.*2 spaces/,
  },
  {
    name: 'a wrong indentation',
    yaml: good.replace('  replicas', '   replicas'),
    line: 7,
    ja: /字下げ|スペース/,
    en: /indented|spaces/,
  },
  {
    name: 'a missing selector',
    yaml: good.replace(/ {2}selector:\n.*\n.*\n/, ''),
    line: 5,
    ja: /selector.*がありません/,
    en: /selector.*missing/,
  },
  {
    name: 'an alias bomb',
    yaml: bomb,
    line: 6,
    ja: /別名.*大きくなりすぎます/,
    en: /alias.*too large/,
  },
]

for (const language of ['ja', 'en'] as const) {
  test(`each mistake has its line and its sentence, and the cluster stays (${language})`, async ({
    chapter,
  }) => {
    await chapter.open({ language, editor: 'plain' })
    const lab = await chapter.lab('keep-five-replicas')
    const { scene } = lab
    await lab.apply()
    await lab.stepUntil(scene.lane('actual').filter({ hasText: scene.texts.ready(3) }))
    const pods = await scene.podNames()

    for (const mistake of mistakes) {
      await test.step(mistake.name, async () => {
        await lab.write(mistake.yaml)
        await lab.apply()
        const told = lab.problemAt(mistake.line).filter({ hasText: mistake[language] })
        await expect(told).toHaveCount(1)
        await expect(lab.chip('accepted')).toHaveAttribute('data-state', 'open')
        await expect(lab.kubectl).toHaveCount(0)
        await expect(scene.lane('desired')).toHaveText(scene.texts.declared(3))
        expect(await scene.podNames()).toEqual(pods)
      })
    }

    await lab.write(good)
    await lab.apply()
    await expect(lab.problems).toHaveCount(0)
    await expect(lab.kubectl).toHaveText('deployment.apps/nginx-deployment configured')
  })
}

test('the place of a mistake is marked in the text, and one press leads there', async ({
  page,
  chapter,
}) => {
  await chapter.open({ editor: 'plain' })
  const lab = await chapter.lab('keep-five-replicas')
  await lab.replace('replicas: 3', 'replicas: three')
  await lab.apply()
  await expect(lab.text).toHaveAttribute('aria-invalid', 'true')
  await expect(lab.editor.locator('.editor-marks [data-severity="error"]')).toHaveText('three')
  await lab.problemAt(6).getByRole('button').click()
  await expect(lab.text).toBeFocused()
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('three')
  await page.keyboard.type('5')
  await expect(lab.text).toHaveValue(/replicas: 5\n/)
})

for (const language of ['ja', 'en'] as const) {
  for (const editor of ['plain', 'as usual'] as const) {
    test(`ten megabytes are not pasted, and the page says so (${language}, ${editor})`, async ({
      page,
      context,
      chapter,
    }) => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write'])
      await chapter.open({ language, editor })
      const lab = await chapter.lab('keep-five-replicas')
      const before = await lab.text.inputValue()
      if (editor === 'plain') await lab.text.focus()
      else await lab.wakeMonaco()
      await page.evaluate(() => navigator.clipboard.writeText('x: y\n'.repeat(2_000_000)))
      await page.keyboard.press('Control+v')
      await expect(lab.editor.getByRole('alert')).toContainText(
        language === 'ja' ? /貼り付けませんでした.*200,000 文字/ : /Nothing was pasted.*200,000/,
      )
      await expect(lab.text).toHaveValue(before)
      await lab.apply()
      await expect(lab.kubectl).toHaveText('deployment.apps/nginx-deployment created')
    })
  }
}
