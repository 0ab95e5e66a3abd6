import { describe, expect, test } from 'vitest'
import type { MultipleChoiceQuestion } from '../question.ts'
import { hasSeveralRight, markChoice, readChoiceAnswer } from './multiple-choice.ts'

const text = { ja: '文', en: 'text' }

/** `+a -b`: option a is right, option b is wrong. */
function question(options: string): MultipleChoiceQuestion {
  return {
    id: 'q',
    revision: 1,
    kind: 'multiple-choice',
    section: 's',
    prompt: text,
    choices: options.split(' ').map((option) => ({
      id: option.slice(1),
      correct: option.startsWith('+'),
      text,
      reason: text,
    })),
  }
}

describe('markChoice', () => {
  test.each([
    ['-a +b -c', 'b', 'correct'],
    ['-a +b -c', 'a', 'incorrect'],
    ['-a +b +c', 'b c', 'correct'],
    ['-a +b +c', 'b', 'partial'],
    ['-a +b +c', 'a b c', 'partial'],
    ['-a +b +c', 'a', 'incorrect'],
    ['-a +b', '', 'incorrect'],
  ])('%s, chosen %s: %s', (options, chosen, outcome) => {
    expect(markChoice(question(options), { chosen: chosen.split(' ') }).outcome).toBe(outcome)
  })

  test('tells of every option, the chosen first', () => {
    const { choices } = markChoice(question('-a +b -c +d'), { chosen: ['d', 'c'] })
    expect(choices.map(({ choice, chosen }) => `${choice.id}${chosen ? '!' : ''}`)).toEqual([
      'c!',
      'd!',
      'a',
      'b',
    ])
  })
})

test('several right options ask for boxes', () => {
  expect(hasSeveralRight(question('-a +b'))).toBe(false)
  expect(hasSeveralRight(question('+a +b'))).toBe(true)
})

test.each([null, 'a', {}, { chosen: [] }, { chosen: 'a' }, { chosen: ['gone'] }, { chosen: [1] }])(
  'a stored answer of another form is none: %j',
  (stored) => {
    expect(readChoiceAnswer(question('-a +b'), stored)).toBeUndefined()
  },
)

test('a stored answer is read back', () => {
  expect(readChoiceAnswer(question('-a +b'), { chosen: ['a'] })).toEqual({ chosen: ['a'] })
})
