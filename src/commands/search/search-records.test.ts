import { describe, expect, test } from 'vitest'
import { recordsOf } from './search-records.ts'

const page = `<!doctype html><html lang="ja"><head><title>x</title></head><body><main id="main">
<article data-chapter="design"><header><nav><ol><li aria-current="page">第5章</li></ol></nav>
<h1><span>登場と<wbr>思想</span></h1></header><p>はじめに。</p>
<section id="inside" class="section"><header><p class="section-kind">See</p><h2><span class="section-number">3</span><a href="#inside">中の<wbr>部品</a></h2></header>
<p>部品は<button class="term">etcd</button>です。</p>
<h3 id="door"><a href="#door">ただ1つの窓口</a></h3><p>ｋｕｂｅｌｅｔが来ます。</p>
<figure id="figure-a" data-figure="a"><svg><text>図の中</text></svg><figcaption>図5-1 全体</figcaption></figure>
<p>図のあと。</p>
<div id="question-q" data-question="q" aria-label="問1"><div class="question-static"><p>なぜですか。</p><details>答え</details></div><astro-island>なぜですか。</astro-island></div>
</section></article></main></body></html>`

describe('the records of a chapter', () => {
  const records = recordsOf(page, '/design/')
  const find = (text: string) => records.find(({ content }) => content.includes(text))

  test('name chapter and section, and lead to their own place', () => {
    expect(find('etcd')).toMatchObject({
      url: '/design/#inside',
      language: 'ja',
      meta: { title: '中の部品', section: '中の部品', page: '第5章 登場と思想', kind: 'text' },
    })
    expect(find('kubelet')).toMatchObject({
      url: '/design/#door',
      meta: { title: 'ただ1つの窓口', section: '中の部品' },
    })
    expect(find('はじめに')?.url).toBe('/design/')
  })

  test('go on after a figure, in half-width letters', () => {
    expect(find('図のあと')).toMatchObject({ url: '/design/#door' })
    expect(find('図5-1')).toMatchObject({ url: '/design/#figure-a', meta: { kind: 'figure' } })
  })

  test('do not give answers away, and say nothing twice', () => {
    expect(find('答え')).toBeUndefined()
    expect(find('図の中')).toBeUndefined()
    expect(records.filter(({ content }) => content.includes('なぜですか'))).toHaveLength(1)
  })
})

test('a word of the glossary has its own place', () => {
  const glossary = `<html lang="en"><body><main><h1>Glossary</h1><dl><div id="pod"><dt>Pod</dt><dd>The smallest unit.</dd></div></dl></main></body></html>`
  expect(recordsOf(glossary, '/en/glossary/').at(-1)).toMatchObject({
    url: '/en/glossary/#pod',
    language: 'en',
    content: 'Pod The smallest unit.',
    meta: { title: 'Pod', page: 'Glossary', kind: 'term' },
  })
})

test('questions in heaps, for practice, are not found', () => {
  const practice = `<html lang="en"><body><main><h1>Practice</h1><p>More questions.</p><div class="question" id="question-x" data-question="x" aria-label="Question 1"><p>Why?</p></div></main></body></html>`
  expect(recordsOf(practice, '/en/practice/').map(({ content }) => content)).toEqual([
    'Practice More questions.',
  ])
})

test('a page without a main part has nothing to find', () => {
  expect(recordsOf('<html><body></body></html>', '/')).toEqual([])
})
