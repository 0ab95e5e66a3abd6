import { describe, expect, test } from 'vitest'
import { tasksBySection } from './prose.ts'

describe('tasksBySection', () => {
  test('lists questions and labs where they stand, in order', () => {
    const prose = [
      '<Objectives />',
      '<Section id="one">',
      '<Question id="b" />',
      'Text <Term of="pod">Pod</Term>.',
      '<Lab exercise="x" />',
      '<Question id="a" />',
      '</Section>',
      '<Section id="two">',
      '</Section>',
    ].join('\n\n')
    expect([...tasksBySection(prose)]).toEqual([
      ['one', ['b', 'x', 'a']],
      ['two', []],
    ])
  })

  test('takes no tag in code or in a comment for a tag', () => {
    const prose = [
      '<Section id="one">',
      'Write `<Question id="x" />` like this:',
      '```mdx\n<Question id="y" />\n</Section>\n```',
      '{/* <Question id="z" /> */}',
      '<Question id="a" />',
      '</Section>',
    ].join('\n\n')
    expect([...tasksBySection(prose)]).toEqual([['one', ['a']]])
  })
})
