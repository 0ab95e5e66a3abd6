import { describe, expect, test } from 'vitest'
import { quote } from './mapped-text.ts'
import { normalForm, normalise } from './normalise.ts'

describe('normalForm', () => {
  test.each([
    ['width and case', 'Ｎｇｉｎｘ　ﾎﾟｯﾄﾞ', 'nginxpod'],
    ['long vowels', 'コントローラーマネージャー、サーバー', 'コントロラマネジャ、サバ'],
    ['long vowels only after kana', '3-5', '3-5'],
    ['kanji numerals before what is counted', '三つ、五個、十三個、三十台', '3つ、5個、13個、30台'],
    ['no numerals in other words', '唯一の一方、一般', '唯一の一方、一般'],
    ['kana numerals', 'みっつ、さんこ', '3つ、3個'],
    ['English numerals', 'three pods, thirteen nodes', '3 pods, 13 nodes'],
    ['"one" only where things are counted', 'one pod, a new one', '1 pod, a new one'],
    ['contractions', "It doesn't, it's, can't", 'it does not, it is, can not'],
    ['quotes and arrows', '“a”『b』=> c', '"a"「b」→c'],
    ['kana for kanji', 'きづいてえらぶ', '気づいて選ぶ'],
    ['spaces beside Japanese', 'Pod が 減った node pool', 'podが減ったnode pool'],
    ['pictures', '作る🙂よ', '作るよ'],
    ['hyphens in names', 'kube-controller-manager', 'kube controller manager'],
  ])('%s', (_, text, expected) => {
    expect(normalForm(text)).toBe(expected)
  })

  test('is stable: the normal form of a normal form is itself', () => {
    for (const text of ['コントローラーが、三つのﾎﾟｯﾄﾞを作る。', "It can't see “five” pods…"]) {
      expect(normalForm(normalForm(text))).toBe(normalForm(text))
    }
  })
})

test('characters remember where they came from', () => {
  const original = 'ｺﾝﾄﾛｰﾗｰが  みっつ の ﾎﾟｯﾄﾞ を作る'
  const normal = normalise(original)
  const at = normal.text.indexOf('3つ')
  expect(quote(original, normal, at, at + 2).text).toBe('みっつ')
  const made = normal.text.indexOf('作')
  expect(quote(original, normal, made, made + 1).text).toBe('作る')
  const object = normalise('気づいてPodを作ります')
  expect(quote('気づいてPodを作ります', object, 8, 9).text).toBe('Podを作ります')
  const pod = normal.text.indexOf('pod')
  expect(quote(original, normal, pod, pod + 3).text).toBe('ﾎﾟｯﾄﾞ')
})
