/**
 * Sessions of a real v1.35.6 cluster (four nodes, kubelets with a fake container runtime), played
 * here. Seeds are given where chance must fall as it fell there: which of several equal nodes got
 * how many Pods, and how soon a Pod was ready.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { differences } from './compare.ts'
import { judgeTranscript } from './play-transcript.ts'

const folder = import.meta.dirname
const files = readdirSync(folder).filter((name) => name.endsWith('.txt'))
const seeds = Array.from({ length: 24 }, (_, index) => index + 1)

describe('what a real cluster answered', () => {
  test.each(files)('%s', { timeout: 60_000 }, (name) => {
    const { failures } = judgeTranscript(readFileSync(path.join(folder, name), 'utf8'), seeds)
    expect(failures.map(({ command, lines }) => [command.step.line, ...lines])).toEqual([])
  })
})

test('only what chance and time decide may differ', () => {
  const same = (a: string, b: string) => differences([a], [b]).length === 0
  expect(
    same(
      'web-77bc6bd484-4cc72   1/1   Running   0   12s',
      'web-cf4cd4db7-x2tmw   1/1   Running   0   14s',
    ),
  ).toBe(true)
  expect(
    same(
      'web-77bc6bd484-4cc72   1/1   Running   0   12s',
      'web-cf4cd4db7-x2tmw   0/1   Running   0   12s',
    ),
  ).toBe(false)
  expect(same('node-1   Ready   2m', 'node-1   Ready   5m')).toBe(false)
  expect(same('pod/one created', 'pod/two created')).toBe(false)
})
