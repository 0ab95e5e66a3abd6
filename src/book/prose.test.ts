import { describe, expect, test } from 'vitest'
import { tagsIn, tasksIn } from './prose.ts'

const prose = [
  '<Objectives />',
  '<Section id="one">',
  '<Question id="b" />',
  'Text <Term of="pod">Pod</Term>, then `<Question id="x" />`.',
  '```mdx\n<Question id="y" />\n</Section>\n```',
  '{/* <Question id="z" /> */}',
  '<Lab exercise="x" />',
  '<Question id="a" />',
  '</Section>',
  '<Section id="two">',
  '</Section>',
].join('\n\n')

describe('the tags of prose', () => {
  test('stand in order, without those that code and comments only show', () => {
    expect(tagsIn(prose).map(({ name, of }) => `${name} ${of}`)).toEqual([
      'Objectives ',
      'Section one',
      'Question b',
      'Term pod',
      'Lab x',
      'Question a',
      'Section two',
    ])
  })

  test('tell which questions and labs stand in a section', () => {
    const tags = tagsIn(prose)
    expect(tasksIn(tags, 'one')).toEqual(['b', 'x', 'a'])
    expect(tasksIn(tags, 'two')).toEqual([])
    expect(tasksIn(tags, 'three')).toEqual([])
  })
})
