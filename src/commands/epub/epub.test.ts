import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { findElement, parseHtml } from '../html/parse-html.ts'
import { epubProblems } from './check-epub.ts'
import { toXhtml } from './to-xhtml.ts'
import { type Epub, writeEpub } from './write-epub.ts'

const book: Epub = {
  language: 'ja',
  id: 'urn:arubeki:test',
  title: '本 & 本',
  description: '試し',
  modified: '2026-12-01T00:00:00Z',
  style: 'p { margin: 0 }',
  cover: strToU8('png'),
  pages: [
    {
      file: 'a.xhtml',
      title: '章',
      body: '<h1 id="章">章</h1><p>1 &lt; 2<br/></p>',
      places: [{ id: '章', title: '章' }],
    },
  ],
}

/** The book with one of its files changed, or taken away. */
function changed(name: string, change?: (text: string) => string): readonly string[] {
  const files = unzipSync(writeEpub(book))
  const text = strFromU8(files[name] ?? new Uint8Array())
  delete files[name]
  const rest = change ? { ...files, [name]: strToU8(change(text)) } : files
  const { mimetype, ...others } = rest
  return epubProblems(
    zipSync({ mimetype: [mimetype ?? new Uint8Array(), { level: 0 }], ...others }),
  )
}

describe('an e-book', () => {
  test('is one, and the same every time', () => {
    expect(epubProblems(writeEpub(book))).toEqual([])
    expect(writeEpub(book)).toEqual(writeEpub(book))
  })

  test.each([
    ['EPUB/a.xhtml', undefined, 'the manifest names EPUB/a.xhtml, which is not there'],
    ['EPUB/a.xhtml', (text: string) => text.replace('<br/>', '<br>'), '</p> closes <br> of line 5'],
    [
      'EPUB/a.xhtml',
      (text: string) => text.replace('<p>', '<p><a href="#b">b</a>'),
      'no such place',
    ],
    [
      'EPUB/a.xhtml',
      (text: string) => text.replace('<p>', '<p><svg/>'),
      'wrong about its drawings',
    ],
    ['EPUB/stray.css', () => '', 'EPUB/stray.css is not in the manifest'],
    [
      'EPUB/package.opf',
      (text: string) => text.replace('idref="page-0"', 'idref="x"'),
      'the spine names x',
    ],
    [
      'EPUB/package.opf',
      (text: string) => text.replace(/<dc:title>.*<\/dc:title>/, ''),
      'no dc:title',
    ],
    ['mimetype', () => 'application/zip', 'mimetype is not the first file'],
  ])('with %s spoilt is not one (%#)', (name, change, problem) => {
    expect(changed(name, change).join('\n')).toContain(problem)
  })
})

test('a page becomes XHTML: still versions, answers at the end, links within the book', () => {
  const { root } = parseHtml(`<main><section id="s" class="section"><h2>中</h2>
    <p>1 &lt; 2 <button class="term" popovertarget="term-pod">Pod</button><br><a href="/glossary/#node">x</a><a href="/none/">y</a></p>
    <div id="question-q" data-question="q" aria-label="問1"><div><p>なぜ</p><details><summary>答え</summary><p>だから</p></details></div><astro-island>live</astro-island></div>
    </section></main>`)
  const main = findElement(root, ({ tag }) => tag === 'main')
  if (!main) throw new Error('no main')
  const { body, answers } = toXhtml(main, {
    address: 'design/',
    files: new Map([['glossary/', 'glossary.xhtml']]),
    answersFile: 'answers.xhtml',
    answerWord: '答えを見る',
  })
  expect(body).toContain(
    '1 &lt; 2 <a class="term" href="glossary.xhtml#pod">Pod</a><br/><a href="glossary.xhtml#node">x</a>y',
  )
  expect(body).not.toContain('live')
  expect(body).toContain('<a href="answers.xhtml#answer-question-q">答えを見る</a>')
  expect(answers).toEqual([
    { id: 'answer-question-q', name: '問1', section: '中', body: '<p>だから</p>' },
  ])
  expect(parseHtml(body, { xml: true }).problems).toEqual([])
})
