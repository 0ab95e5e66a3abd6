import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { type GradedAnswer, gradeLine } from './grade.ts'
import { rubricsOfTheBook } from './rubrics.ts'

const command = path.join(import.meta.dirname, 'grade.ts')

function grade(input: string) {
  return spawnSync(process.execPath, [command], { input, encoding: 'utf8' })
}

test('writes one result for each line', () => {
  const { stdout, stderr, status } = grade(
    '{"id":"1","q":"check2","lang":"en","text":"etcd"}\n' +
      '{"id":"2","q":"check2","lang":"ja","text":"わかりません"}\n',
  )
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { id: '1', verdict: 'correct', unsure: false, criteria: { etcd: 'met', exclusive: 'met' } },
    {
      id: '2',
      verdict: 'nonanswer',
      unsure: false,
      criteria: { etcd: 'not_met', exclusive: 'met' },
    },
  ])
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
})

test('names lines that cannot be read, and grades the others', () => {
  const { stdout, stderr, status } = grade(
    [
      'not json',
      '{"id":"2","q":"do1","lang":"en"}',
      '{"id":"3","q":"do9","lang":"en","text":"a"}',
      '{"id":"4","q":"do1","lang":"fr","text":"a"}',
      '[]',
      '',
      '{"id":"7","q":"do1","lang":"en","text":"three"}',
    ].join('\n'),
  )
  const known = 'check1, check2, check3, do1, do2'
  expect(stderr.trim().split('\n')).toEqual([
    'line 1: this is not JSON',
    'line 2: "text" is missing',
    `line 3: there is no rubric for the question "do9"; there are: ${known}`,
    'line 4: "lang" is "fr", but must be one of: ja, en',
    'line 5: this is not a JSON object',
  ])
  expect(JSON.parse(stdout)).toMatchObject({ id: '7', verdict: 'partial' })
  expect(status).toBe(1)
})

/** Labelled answers that may stand beside the project; it does not need them. */
const labelled = path.resolve(import.meta.dirname, '../../../shared/grading/open')

if (existsSync(labelled)) {
  test('agrees with the labelled answers beside the project', () => {
    const rubrics = new Map(Array.from(rubricsOfTheBook(), ([id, { compiled }]) => [id, compiled]))
    const lines = readdirSync(labelled)
      .filter((name) => name.endsWith('.jsonl'))
      .flatMap((name) => readFileSync(path.join(labelled, name), 'utf8').trim().split('\n'))
    const points = { correct: 2, partial: 1, incorrect: 0, nonanswer: 0 }
    const disagreements = lines.filter((line) => {
      const gold = JSON.parse(line) as GradedAnswer & { score: number }
      const { verdict, unsure } = gradeLine(line, rubrics)
      return !unsure && points[verdict] !== gold.score
    })
    expect(lines.length).toBeGreaterThan(100)
    expect(disagreements).toEqual([])
  })
} else {
  console.log('The labelled answers do not stand beside the project: nothing to compare with.')
}
