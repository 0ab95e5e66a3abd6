import { expect, test } from 'vitest'
import { compileRubric } from '../compile.ts'
import { editDistance } from '../text/edit-distance.ts'
import { normalise } from '../text/normalise.ts'
import { tinyRubric } from '../tiny-rubric.fixture.ts'
import { nameFinder, replaceNames } from './mentions.ts'

const { subjects } = compileRubric(tinyRubric)
const finder = nameFinder(subjects, true)

/** The answer with `A` and `B` in the place of the names. */
function named(text: string): string {
  return replaceNames(normalise(text), finder).text.replace(/[\uE000-\uE001]/g, (char) =>
    char === '\uE000' ? 'A' : 'B',
  )
}

test.each([
  ['Controller Managerが', 'Aが'],
  ['ControllerManagerが', 'Aが'],
  ['kube-controller-managerが', 'kube Aが'],
  ['コントローラーマネージャーが', 'Aが'],
  ['コントローラ・マネージャが', 'Aが'],
  ['こんとろーらーまねーじゃーが', 'Aが'],
  ['ｺﾝﾄﾛｰﾗｰﾏﾈｰｼﾞｬｰが', 'Aが'],
  ['controler manegerが', 'Aが'],
  ['the shceduler picks', 'the B picks'],
  ['スケジュラーが', 'Bが'],
  ['the pod is scheduled', 'the pod is scheduled'],
  ['スケジュールを立てる', 'スケジュルを立てる'],
  ['CMが', 'Aが'],
  ['マネージャーは', 'Aは'],
  ['マネージャー的な', 'マネジャ的な'],
])('%s is read as %s', (text, expected) => {
  expect(named(text)).toBe(expected)
})

test('前者 and 後者 are those of the question, or of the answer if it names them', () => {
  expect(named('前者は作り、後者は選ぶ')).toBe('Aは作り、Bは選ぶ')
  expect(named('the former creates, the latter picks')).toBe('A creates, B picks')
  expect(named('SchedulerとCM。前者は選ぶ')).toBe('BとA。Bは選ぶ')
})

test('counts slips: missing, extra, wrong and swapped letters', () => {
  expect(editDistance('nginx', 'ngix', 2)).toBe(1)
  expect(editDistance('etcd', 'ectd', 2)).toBe(1)
  expect(editDistance('scheduler', 'shcedulre', 2)).toBe(2)
  expect(editDistance('kubelet', 'scheduler', 2)).toBeGreaterThan(2)
})
