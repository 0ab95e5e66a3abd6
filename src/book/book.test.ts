import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Language } from '../language.ts'
import { loadBook, readBook, shortTitle } from './book.ts'
import { proseTags } from './chapter-problems.ts'
import { contentDirectory } from './content-files.ts'
import { tagsOf } from './prose.ts'
import { figureOf, questionOf, sectionOf } from './reading.ts'

const chapterFolder = 'chapters/kubernetes-design'

describe('the book as it is', () => {
  const book = loadBook()
  const chapter = book.chapters[0]
  if (!chapter) throw new Error('the book has no chapter')

  test('numbers its figures by chapter, and its sections by place', () => {
    expect(chapter.figures.map((figure) => figure.number)).toEqual(['5-1', '5-2', '5-3', '5-4'])
    expect(chapter.sections.map((section) => section.number)).toEqual([1, 2, 3, 4, 5, 6, 7])
  })

  test('has four objectives, each proven by something', () => {
    expect(chapter.objectives).toHaveLength(4)
  })

  test('numbers questions by where the prose asks them', () => {
    const numbers = ['check1', 'check1-order', 'check2', 'check3'].map((id) => {
      const question = chapter.questions.find((candidate) => candidate.id === id)
      return `${question?.number} of ${question?.among}`
    })
    expect(numbers).toEqual(['2 of 5', '3 of 5', '4 of 5', '5 of 5'])
  })

  test('finds what a tag asks for, and says what there is when it does not', () => {
    const reading = { language: 'ja' as const, book, chapter }
    expect(figureOf(reading, 'control-plane').number).toBe('5-3')
    expect(sectionOf(reading, 'check').kind).toBe('check')
    expect(() => questionOf(reading, 'chekc1')).toThrow(
      /kubernetes-design\/ja\.mdx: <Question> asks for "chekc1", which does not exist\. Known: .*check1/,
    )
  })

  test('has the same tags in both languages, in the same order', () => {
    for (const { folder } of book.chapters) {
      expect(structureOf(folder, 'en')).toEqual(structureOf(folder, 'ja'))
    }
  })

  test('numbers figures in the order in which the prose shows them', () => {
    for (const { folder, figures } of book.chapters) {
      const shown = tagsOf(folder, 'ja').filter((tag) => tag.name === 'Figure')
      expect(shown.map((tag) => tag.of)).toEqual(figures.map((figure) => figure.name))
    }
  })

  test('knows the tags that are drawn, and no others', () => {
    const drawn = readFileSync('src/components/mdx.ts', 'utf8').matchAll(/^ {2}([A-Z]\w+),$/gm)
    expect(Array.from(drawn, ([, name]) => name).sort()).toEqual(proseTags)
  })

  test('has a short name', () => {
    expect(shortTitle(book.title.ja)).toBe('あるべき姿')
    expect(shortTitle(book.title.en)).toBe('Arubeki')
  })
})

describe('a writer’s mistakes', () => {
  let directory: string

  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'content-'))
    cpSync(contentDirectory, directory, { recursive: true })
  })
  afterEach(() => rmSync(directory, { recursive: true }))

  function edit(file: string, from: string | RegExp, to: string): void {
    const name = path.join(directory, file)
    const text = readFileSync(name, 'utf8')
    const edited = text.replace(from, to)
    if (edited === text) throw new Error(`${file} does not contain ${from}`)
    writeFileSync(name, edited)
  }

  test('an unknown key is named with its file', () => {
    edit('book.yaml', 'tagline:', 'tagLine: x\ntagline:')
    expect(() => readBook(directory)).toThrow(
      /content\/book\.yaml: does not know the key "tagLine"/,
    )
  })

  test('a missing translation is named with its key', () => {
    edit(`${chapterFolder}/chapter.yaml`, /^title:\n {2}ja: .*$/m, 'title:')
    expect(() => readBook(directory)).toThrow(
      /kubernetes-design\/chapter\.yaml: title\.ja is missing/,
    )
  })

  test('a value of another type is named by what it is and what it should be', () => {
    edit(`${chapterFolder}/quiz.yaml`, 'correct: true', 'correct: yes')
    expect(() => readBook(directory)).toThrow(
      /quiz\.yaml: questions\[0\]\.choices\[\d\]\.correct must be true or false, and is a text/,
    )
    edit(`${chapterFolder}/quiz.yaml`, 'revision: 1', 'revision: 1.5')
    expect(() => readBook(directory)).toThrow(/revision must be a whole number/)
  })

  test('a word that is none of the known ones is named with them', () => {
    edit(`${chapterFolder}/chapter.yaml`, 'kind: see', 'kind: look')
    expect(() => readBook(directory)).toThrow(
      /sections\[0\]\.kind must be one of see, do, check, summary/,
    )
  })

  test('a question of an unknown kind is named', () => {
    edit(`${chapterFolder}/quiz.yaml`, 'kind: multiple-choice', 'kind: multi')
    expect(() => readBook(directory)).toThrow(/questions\[0\]\.kind is none of the kinds/)
  })

  test('an objective that nothing proves is named', () => {
    edit(`${chapterFolder}/chapter.yaml`, '- do1', '- do11')
    expect(() => readBook(directory)).toThrow(/is proven by "do11", which is no question/)
  })

  test('a question in a section that does not exist is named', () => {
    edit(`${chapterFolder}/quiz.yaml`, 'section: declarative-model', 'section: declarativ-model')
    expect(() => readBook(directory)).toThrow(
      /names the section "declarativ-model", which chapter\.yaml/,
    )
  })

  test('a chapter that the table of contents forgot is named', () => {
    cpSync(path.join(directory, chapterFolder), path.join(directory, 'chapters/forgotten'), {
      recursive: true,
    })
    expect(() => readBook(directory)).toThrow(/does not list the chapter "forgotten"/)
  })

  test('a tag that there is not, and one that finds nothing, are named with what there is', () => {
    edit(`${chapterFolder}/ja.mdx`, '<Race />', '<Rase />')
    edit(`${chapterFolder}/en.mdx`, '<Term of="pod">', '<Term of="podd">')
    edit(`${chapterFolder}/en.mdx`, '<Lab exercise="zero-replicas" />', '')
    const told = () => readBook(directory)
    expect(told).toThrow(/ja\.mdx: <Rase> is no tag\. Known: .*Race/)
    expect(told).toThrow(/en\.mdx: <Term> asks for "podd", which does not exist\. Known: .*pod,/)
    expect(told).toThrow(/en\.mdx: <Lab> of "zero-replicas" is missing/)
  })

  test('an exercise is read with its chapter: its cluster, its checks, its files', () => {
    const exercise = `${chapterFolder}/exercises/zero-replicas`
    edit(`${exercise}/exercise.yaml`, 'scenario: ', 'scenario: no-')
    expect(() => readBook(directory)).toThrow(/scenario "no-.*" is no file of content\/scenarios/)
    edit(`${exercise}/exercise.yaml`, 'scenario: no-', 'scenario: ')
    renameSync(
      path.join(directory, exercise, 'mistakes/no-pods.one'),
      path.join(directory, exercise, 'mistakes/no-pod.one'),
    )
    expect(() => readBook(directory)).toThrow(/no-pod\.one: begins with no check of this exercise/)
    rmSync(path.join(directory, exercise, 'solution/deployment.yaml'))
    expect(() => readBook(directory)).toThrow(/solution\/deployment\.yaml: the file is missing/)
  })

  test('several mistakes are reported at once', () => {
    edit(`${chapterFolder}/chapter.yaml`, '- do1', '- do11')
    edit('glossary.yaml', 'meaning:', 'meening:')
    expect(() => readBook(directory)).toThrow(/do11[\s\S]*glossary\.yaml/)
  })

  test('YAML that cannot be read is named with its line', () => {
    edit('glossary.yaml', 'term:', 'term: [')
    expect(() => readBook(directory)).toThrow(/content\/glossary\.yaml:\d+/)
  })
})

/** The frame of a chapter's prose; words of the glossary, and how words are read, differ by language. */
function structureOf(folder: string, language: Language): string[] {
  return tagsOf(folder, language)
    .filter((tag) => tag.name !== 'Term' && tag.name !== 'Ruby')
    .map((tag) => `${tag.name} ${tag.of}`)
}
