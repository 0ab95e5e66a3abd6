import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningSite, serveSite } from './serve-site.ts'

const outside = mkdtempSync(path.join(tmpdir(), 'site-'))
const directory = path.join(outside, 'dist')
const running: RunningSite[] = []

beforeAll(() => {
  mkdirSync(path.join(directory, 'chapter'), { recursive: true })
  mkdirSync(path.join(directory, '_astro'))
  writeFileSync(path.join(outside, 'secret.txt'), 'secret')
  writeFileSync(path.join(directory, 'index.html'), 'home')
  writeFileSync(path.join(directory, 'chapter', 'index.html'), 'chapter')
  writeFileSync(path.join(directory, '404.html'), 'not here')
  writeFileSync(path.join(directory, '_astro', 'page.Ab12Cd34.css'), 'a{}')
})

afterAll(async () => {
  await Promise.all(running.map((site) => site.close()))
  rmSync(outside, { recursive: true })
})

async function start(base = '/', port = 0): Promise<RunningSite> {
  const site = await serveSite({ directory, base, port })
  running.push(site)
  return site
}

describe('a site at the root', () => {
  test.each([
    ['', 200, 'home'],
    ['chapter/', 200, 'chapter'],
    ['no-such-page/', 404, 'not here'],
    ['%E0%A4%A', 400, 'Bad request'],
  ])('answers /%s with %i', async (address, status, text) => {
    const site = await start()
    const response = await fetch(site.url + address)
    expect(response.status).toBe(status)
    expect(await response.text()).toBe(text)
  })

  test('sends a folder to its address with a slash', async () => {
    const site = await start()
    const response = await fetch(`${site.url}chapter`, { redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual([301, '/chapter/'])
  })

  test('keeps files with a hash for good, and pages not at all', async () => {
    const site = await start()
    const style = await fetch(`${site.url}_astro/page.Ab12Cd34.css`)
    expect(style.headers.get('cache-control')).toMatch(/immutable/)
    expect(style.headers.get('content-type')).toMatch(/^text\/css/)
    expect((await fetch(site.url)).headers.get('cache-control')).toBe('no-cache')
  })

  test('gives nothing from outside of its folder', async () => {
    const site = await start()
    for (const address of ['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt']) {
      expect(await raw(site.port, address)).not.toContain('secret')
    }
  })

  test('refuses what is not reading', async () => {
    const site = await start()
    expect((await fetch(site.url, { method: 'POST' })).status).toBe(405)
  })

  test('takes the next port when the wanted one is taken', async () => {
    const first = await start()
    const second = await start('/', first.port)
    expect(second.port).toBeGreaterThan(first.port)
    expect(await (await fetch(second.url)).text()).toBe('home')
  })
})

test('a site under a sub-path lives there, and the root leads to it', async () => {
  const site = await start('/books/arubeki')
  expect(site.url).toMatch(/\/books\/arubeki\/$/)
  expect(await (await fetch(`${site.url}chapter/`)).text()).toBe('chapter')
  const root = await fetch(`http://localhost:${site.port}/`, { redirect: 'manual' })
  expect(root.headers.get('location')).toBe('/books/arubeki/')
})

/** A request whose path no client tidies up. */
function raw(port: number, address: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path: address }, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve(text))
    })
      .on('error', reject)
      .end()
  })
}
