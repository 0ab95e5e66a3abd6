/**
 * The item bank: balanced over objectives and kinds, nothing given away by its form, and in both
 * languages the same questions. Keys of predictions and orders are proven in `content.test.ts`.
 */
import { describe, expect, test } from 'vitest'
import { languages } from '../language.ts'
import type { Item } from '../quizzes/question.ts'
import { loadBook } from './book.ts'

const { chapters, glossary } = loadBook()
const words = new Set(glossary.map(({ id }) => id))

function countBy(items: readonly Item[], keyOf: (item: Item) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1)
  return counts
}

/** How many options of a question are right: one, or several. */
function form(item: Item): string {
  if (item.kind !== 'multiple-choice') return item.kind
  return item.choices.filter(({ correct }) => correct).length > 1 ? 'multi' : 'choice'
}

/** From this number on a bank is held to be balanced; a smaller one is still being written. */
const grown = 24

const banks = chapters.map(({ slug, items, objectives }) => ({ slug, items, objectives }))

test('the bank of the first chapter has sixty items, and enough for each objective', () => {
  const bank = banks.find(({ slug }) => slug === 'kubernetes-design')
  expect(bank?.items.length).toBeGreaterThanOrEqual(60)
  const counts = countBy(bank?.items ?? [], ({ objective }) => objective)
  for (const { id } of bank?.objectives ?? []) expect(counts.get(id), id).toBeGreaterThanOrEqual(14)
})

describe.each(banks.filter(({ items }) => items.length >= grown))(
  'the balance of $slug',
  ({ items, objectives }) => {
    test.each(objectives)('$id is asked for in every way', ({ id }) => {
      const kinds = countBy(
        items.filter(({ objective }) => objective === id),
        form,
      )
      const wanted = ['choice', 'fill', 'matching', 'multi', 'ordering', 'prediction']
      expect([...kinds.keys()].sort()).toEqual(wanted)
    })

    test('the place of the right option gives nothing away', () => {
      const places = items.flatMap((item) =>
        item.kind === 'multiple-choice' && form(item) === 'choice'
          ? [item.choices.findIndex(({ correct }) => correct)]
          : [],
      )
      for (const place of [0, 1, 2]) {
        const share = places.filter((at) => at === place).length / places.length
        expect(share, `place ${place}`).toBeGreaterThan(0.12)
        expect(share, `place ${place}`).toBeLessThan(0.65)
      }
    })
  },
)

describe.each(banks)('the items of $slug', ({ items }) => {
  test('they are about words that the glossary explains', () => {
    const unknown = items.flatMap(({ id, concepts }) =>
      concepts.filter((word) => !words.has(word)).map((word) => `${id}: ${word}`),
    )
    expect(unknown).toEqual([])
  })

  test.each(languages)('no two options, and no two prompts, read the same (%s)', (language) => {
    const prompts = items.map(({ prompt }) => prompt[language])
    expect(new Set(prompts).size).toBe(prompts.length)
    for (const item of items) {
      const options =
        item.kind === 'multiple-choice'
          ? item.choices
          : item.kind === 'matching'
            ? item.options
            : item.kind === 'ordering'
              ? item.items
              : []
      const texts = options.map(({ text }) => text[language])
      expect(new Set(texts).size, item.id).toBe(texts.length)
    }
  })

  test('in Japanese there are no translations left out, nor in English', () => {
    for (const item of items) {
      expect(item.prompt.ja, item.id).toMatch(/[ぁ-ん]/)
      expect(item.prompt.en, item.id).not.toMatch(/[ぁ-んァ-ヺ一-龠]/)
    }
  })
})
