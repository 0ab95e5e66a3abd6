import { describe, expect, test } from 'vitest'
import { type Fragment, marked, placesFor, type SearchEngine } from './search-places.ts'

function fragment(url: string, title: string, content: string, kind = 'text'): Fragment {
  return { url, content, meta: { title, page: '第5章', section: '中', kind } }
}

const fragments = [
  fragment('/a', '全体像', 'コントロールプレーンはクラスタの頭脳です。'),
  fragment('/b', 'kubelet', 'kubeletはノードの世話役です。', 'term'),
  fragment('/c', 'kubelet：ノードの世話役', 'kubeletはPodを見つけます。'),
]

/** Finds whole words only, like an index. */
const engine: SearchEngine = {
  async search(query) {
    const results = fragments
      .filter(({ content }) => content.split(/は/).some((word) => word === query))
      .map((found) => ({ data: async () => found }))
    return { results }
  },
  all: async () => fragments,
}

describe('a search', () => {
  test('ranks the heading before the text', async () => {
    const places = await placesFor('kubelet', engine, 5)
    expect(places.map(({ url }) => url)).toEqual(['/b', '/c'])
  })

  test('finds full-width letters', async () => {
    expect(await placesFor('ｋｕｂｅｌｅｔ', engine, 5)).toHaveLength(2)
  })

  test('finds the middle of a word, also in half-width katakana', async () => {
    for (const query of ['ロールプレ', 'ﾛｰﾙﾌﾟﾚ']) {
      const [place] = await placesFor(query, engine, 5)
      expect(place?.url).toBe('/a')
      expect(place?.excerpt.find(({ hit }) => hit)?.text).toBe('ロールプレ')
    }
  })

  test('wants every word', async () => {
    expect(await placesFor('クラスタ 世話役', engine, 5)).toEqual([])
    expect(await placesFor('  ', engine, 5)).toEqual([])
  })
})

test('signs that mean something in patterns mean themselves', () => {
  expect(marked('a (b) c-d', ['(b)', 'c-d'])).toEqual([
    { text: 'a ', hit: false },
    { text: '(b)', hit: true },
    { text: ' ', hit: false },
    { text: 'c-d', hit: true },
  ])
})
