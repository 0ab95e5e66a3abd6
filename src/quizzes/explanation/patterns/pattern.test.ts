import { describe, expect, test } from 'vitest'
import { normalForm } from '../text/normalise.ts'
import { unfolded } from './fragments.ts'
import type { PatternContext } from './gaps.ts'
import { PatternError, patternSource } from './pattern.ts'
import { inflections } from './verbs-en.ts'
import { conjugations } from './verbs-ja.ts'

const japanese: PatternContext = {
  language: 'ja',
  subjectIds: ['cm', 'shop'],
  asides: ['shop'],
  gapsCrossSubjects: false,
}
const english: PatternContext = { ...japanese, language: 'en' }

function finds(pattern: string, text: string, context = japanese): boolean {
  return new RegExp(unfolded(patternSource(pattern, context), [])).test(normalForm(text))
}

describe('a Japanese pattern', () => {
  test.each([
    ['ノードを選', 'ﾉｰﾄﾞを選ぶ', true],
    ['(Pod|コンテナ)を作', 'コンテナを作る', true],
    ['(Pod|コンテナ)を作', 'ノードを作る', false],
    ['代わりの?Pod', '代わりPod', true],
    ['新(しい)?Pod', '新Pod', true],
    ['差~{v:気づく}', '差にすぐ気づいた', true],
    ['差~{v:気づく}', '差がある。だから気づいた', false],
    ['差~{v:気づく}', '差がいくつもあることにやっと気づいた', false],
    ['差~~{v:気づく}', '差がいくつもあることにやっと気づいた', true],
    ['{n}個', '12個', true],
    ['{n:3}個', '三個', true],
    ['{n:3}個', '13個', false],
    ['{n:!3}個', '13個', true],
    ['{n:!3}個', '3個', false],
    ['{n:3}', '1.3.2', false],
    ['マルゲリータ', 'まるげりーた', true],
    ['三つ{end}', 'nginxが3つ。', true],
    ['三つ{end}', '3つのnginx', false],
  ])('%s in %s: %s', (pattern, text, expected) => {
    expect(finds(pattern, text)).toBe(expected)
  })

  test('a gap does not reach across another subject, but across an aside', () => {
    expect(finds('差~作る', '差を\uE000作る')).toBe(false)
    expect(finds('差~作る', '差を\uE001作る')).toBe(true)
  })

  test('a gap holds "Xが" where X takes up what was put in front', () => {
    expect(finds('場所~{v:決める}', '場所は\uE000が決める')).toBe(true)
  })
})

describe('an English pattern', () => {
  test.each([
    ['creat*', 'It creates a Pod', true],
    ['{v:choose}~node', 'it chose the best node', true],
    ['{v:choose}~node', 'it chose. A node', false],
    ['pick', 'picky', false],
    ['node', 'anode', false],
    ['{s:cm}', '\uE000, then', true],
  ])('%s in %s: %s', (pattern, text, expected) => {
    expect(finds(pattern, text, english)).toBe(expected)
  })
})

test.each([
  ['(a|b', 'has a "(" that is never closed'],
  ['a|b', 'has a "|" without "("'],
  ['(a|)', 'has an empty alternative'],
  ['{v:机}', 'cannot conjugate'],
  ['{x:1}', 'does not know {x:1}'],
  ['{s:nobody}', 'does not know {s:nobody}'],
  ['?a', 'has a "?" with nothing before it'],
  ['[ab]', 'has "[", which means nothing here'],
  ['', 'is empty'],
])('the pattern "%s" is refused: it %s', (pattern, problem) => {
  expect(() => patternSource(pattern, japanese)).toThrow(PatternError)
  expect(() => patternSource(pattern, japanese)).toThrow(problem)
})

test.each([
  ['選ぶ', ['選ばない', '選びます', '選んで', '選べる', '選ぼう']],
  ['作る', ['作らない', '作って', '作れる']],
  ['減る', ['減った', '減らない']],
  ['決める', ['決めない', '決めて', '決め担当']],
  ['見る', ['見て', '見ない', '見ます']],
  ['置く', ['置いて', '置かれる']],
  ['検知する', ['検知して', '検知した', '検知・作成']],
])('%s in all its forms', (verb, forms) => {
  for (const form of forms) expect(form).toMatch(new RegExp(`^${conjugations(verb)}`))
})

test.each([
  ['choose', ['choose', 'chooses', 'choosing', 'chose', 'chosen']],
  ['pick', ['picks', 'picked', 'picking']],
  ['notice', ['notices', 'noticed', 'noticing']],
  ['spot', ['spots', 'spotted', 'spotting']],
  ['carry', ['carries', 'carried', 'carrying']],
  ['watch', ['watches', 'watched']],
])('%s in all its forms', (verb, forms) => {
  for (const form of forms) expect(form).toMatch(new RegExp(`^${inflections(verb)}$`))
})
