import { describe, expect, test } from 'vitest'
import { readRubric } from './read-rubric.ts'
import { tinyRubric } from './tiny-rubric.fixture.ts'

const plain = () => structuredClone(tinyRubric) as unknown as Record<string, unknown>

test('reads a rubric as it is', () => {
  expect(readRubric(plain(), 'r.yaml')).toEqual(tinyRubric)
})

test.each([
  ['an unknown key', { extra: 1 }, 'r.yaml: the file does not know the key "extra"'],
  ['a wrong type', { type: 'essay' }, 'r.yaml: type must be one of: choose, facts, relation'],
  [
    'a missing text',
    { criteria: [{ id: 'x', does: [], label: { ja: 'あ' } }] },
    'criteria[0].label needs the key "en"',
  ],
  ['a list that is none', { examples: '+' }, 'r.yaml: examples must be a list'],
  ['a wrong sign', { examples: [['!', 'a']] }, 'examples[0] must be one of: +, ~, -, ?, 0'],
  [
    'an unknown misconception',
    { examples: [['-', 'a', 'nope']] },
    'names the misconception "nope"',
  ],
  [
    'an unknown criterion',
    { verdict: [{ is: 'correct', all: ['nope'] }] },
    'verdict[0] names the criterion "nope"',
  ],
  ['choose without an answer', { type: 'choose' }, 'needs "answer"'],
])('%s is named', (_, change, problem) => {
  expect(() => readRubric({ ...plain(), ...change }, 'r.yaml')).toThrow(problem)
})

describe('the glossary', () => {
  const glossary = new Map([['kubelet', ['kubelet', 'キューブレット']]])
  const withWord = (word: string) => ({
    ...plain(),
    subjects: { ...tinyRubric.subjects, other: { word, names: ['クベ'], aside: true } },
    neutral: { ja: ['{t:kubelet}の'] },
  })

  test('names a subject, and stands in patterns', () => {
    const { subjects, neutral } = readRubric(withWord('kubelet'), 'r.yaml', glossary)
    expect(subjects['other']?.names).toEqual(['kubelet', 'キューブレット', 'クベ'])
    expect(neutral.ja).toEqual(['(kubelet|キューブレット)の'])
  })

  test('a word that it does not have is named', () => {
    expect(() => readRubric(withWord('cubelet'), 'r.yaml', glossary)).toThrow(
      'subjects.other.word names the word "cubelet", which glossary.yaml does not have',
    )
  })
})

test('a subject has names', () => {
  const subjects = { ...tinyRubric.subjects, other: { aside: true } }
  expect(() => readRubric({ ...plain(), subjects }, 'r.yaml')).toThrow(
    'subjects.other needs "word"',
  )
})

test('a rubric that is no object is named', () => {
  expect(() => readRubric(null, 'r.yaml')).toThrow(
    'r.yaml: the file must be a set of keys and values',
  )
})
