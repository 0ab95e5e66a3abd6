import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { precacheList, writeServiceWorker } from './write-service-worker.ts'

describe('the list of a build', () => {
  const site = mkdtempSync(path.join(tmpdir(), 'arubeki-offline-'))
  beforeAll(() => {
    mkdirSync(path.join(site, 'en'))
    mkdirSync(path.join(site, 'social'))
    for (const [name, text] of [
      ['index.html', 'home'],
      ['en/index.html', 'home'],
      ['404.html', 'none'],
      ['social/lab.png', 'picture'],
      ['_headers', '/*'],
    ] as const)
      writeFileSync(path.join(site, name), text)
  })
  afterAll(() => rmSync(site, { recursive: true }))

  test('has every file a reader may need, by its address', () => {
    const { files } = precacheList(site, '/books/')
    expect(Object.keys(files)).toEqual(['/books/404.html', '/books/en/', '/books/'])
    expect(files['/books/en/']).toBe(files['/books/'])
  })

  test('has another version as soon as a file is another', () => {
    const before = precacheList(site, '/').version
    expect(precacheList(site, '/').version).toBe(before)
    writeFileSync(path.join(site, '404.html'), 'nothing')
    expect(precacheList(site, '/').version).not.toBe(before)
  })

  test('stands in front of the worker, which is plain JavaScript and not in its own list', async () => {
    await writeServiceWorker(site, '/books')
    const code = readFileSync(path.join(site, 'sw.js'), 'utf8')
    expect(code).toMatch(/^const book = \{"base":"\/books\/","version":"[0-9a-f]{16}"/)
    expect(() => new Function(code)).not.toThrow()
    expect(precacheList(site, '/books/').files).not.toHaveProperty('/books/sw.js')
  })
})
