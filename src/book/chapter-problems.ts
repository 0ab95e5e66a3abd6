/** What no single file of a chapter can know: that its files speak of the same things. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { type Language, languages } from '../language.ts'
import type { Chapter, Term } from './book.ts'
import { ContentError, nameOf } from './content-files.ts'
import { readExercise } from './labs.ts'
import { type Tag, tagsOf } from './prose.ts'

export function problemsOfChapter(chapter: Chapter, directory: string): string[] {
  const problems: string[] = []
  const name = (...parts: string[]) => nameOf(path.join(chapter.folder, ...parts), directory)
  const missing = (...parts: string[]) => !existsSync(path.join(chapter.folder, ...parts))

  const sections = new Set(chapter.sections.map((section) => section.id))
  for (const question of chapter.questions) {
    if (!sections.has(question.section)) {
      const said = `the question "${question.id}" names the section "${question.section}"`
      problems.push(`${name('quiz.yaml')}: ${said}, which chapter.yaml does not have`)
    }
  }
  problems.push(...problemsOfItems(chapter, name('items')))
  const tasks = new Set([...chapter.questions.map((question) => question.id), ...chapter.exercises])
  for (const objective of chapter.objectives) {
    for (const task of objective.provenBy.filter((task) => !tasks.has(task))) {
      const said = `the objective "${objective.id}" is proven by "${task}"`
      problems.push(`${name('chapter.yaml')}: ${said}, which is no question and no exercise`)
    }
  }
  for (const language of languages) {
    if (missing(`${language}.mdx`)) problems.push(`${name(`${language}.mdx`)}: the file is missing`)
    for (const figure of chapter.figures) {
      const source = `${figure.name}.${language}.mmd`
      if (missing('figures', source))
        problems.push(`${name('figures', source)}: the file is missing`)
    }
  }
  for (const id of chapter.exercises) problems.push(...problemsOfExercise(chapter, id, directory))
  return problems
}

function problemsOfExercise(chapter: Chapter, id: string, directory: string): readonly string[] {
  try {
    const { graded, mistakes } = readExercise(chapter, id, directory)
    const name = nameOf(path.join(chapter.folder, 'exercises', id), directory)
    if (!existsSync(path.join(directory, 'scenarios', `${graded.scenario}.yaml`)))
      return [
        `${name}/exercise.yaml: scenario "${graded.scenario}" is no file of content/scenarios`,
      ]
    const checks = graded.checks.map((check) => check.id)
    return mistakes
      .filter((mistake) => !checks.includes(mistake.name.split('.')[0] ?? ''))
      .map(
        (mistake) =>
          `${name}/mistakes/${mistake.name}: begins with no check of this exercise (${checks.join(', ')})`,
      )
  } catch (error) {
    if (!(error instanceof ContentError)) throw error
    return error.problems
  }
}

function problemsOfItems(chapter: Chapter, name: string): string[] {
  const known = {
    section: new Set(chapter.sections.map(({ id }) => id)),
    objective: new Set(chapter.objectives.map(({ id }) => id)),
  }
  const ids = new Set(chapter.questions.map(({ id }) => id))
  return chapter.items.flatMap((item) => {
    const of = `${name}: the item "${item.id}"`
    const twice = ids.has(item.id) ? [`${of} has an id that is used twice`] : []
    ids.add(item.id)
    const missing = (['section', 'objective'] as const)
      .filter((key) => !known[key].has(item[key]))
      .map((key) => `${of} names the ${key} "${item[key]}", which chapter.yaml does not have`)
    return [...twice, ...missing]
  })
}

/** Tags that ask for something by its name, and those that only stand somewhere. */
const asking = ['Section', 'Figure', 'Question', 'Lab', 'Term'] as const
const plain = ['Objectives', 'Note', 'Ruby', 'Restaurant']
const scenes = ['Race', 'FollowApply', 'TakeAway', 'InsideNode', 'Packets']

/** What authors may write; `components/mdx.ts` draws each. */
export const proseTags: readonly string[] = [...asking, ...plain, ...scenes].sort()

/** Every tag is known and finds what it asks for, and everything there is stands in the prose once. */
export function problemsOfProse(
  chapter: Chapter,
  glossary: readonly Term[],
  directory: string,
): readonly string[] {
  const known: Readonly<Record<(typeof asking)[number], readonly string[]>> = {
    Section: chapter.sections.map(({ id }) => id),
    Figure: chapter.figures.map(({ name }) => name),
    Question: chapter.questions.map(({ id }) => id),
    Lab: chapter.exercises,
    Term: glossary.map(({ id }) => id),
  }
  const problemsIn = (language: Language) => {
    const file = nameOf(path.join(chapter.folder, `${language}.mdx`), directory)
    const tags = tagsOf(chapter.folder, language)
    const strange = tags.flatMap((tag) => problemOfTag(tag, known))
    const missing = asking.slice(0, 4).flatMap((name) =>
      known[name].flatMap((of) => {
        const times = tags.filter((tag) => tag.name === name && tag.of === of).length
        if (times === 1) return []
        return [`<${name}> of "${of}" ${times === 0 ? 'is missing' : `stands ${times} times`}`]
      }),
    )
    if (!tags.some(({ name }) => name === 'Objectives')) missing.push('<Objectives /> is missing')
    return [...strange, ...missing].map((problem) => `${file}: ${problem}`)
  }
  return languages.flatMap(problemsIn)
}

function problemOfTag(
  { name, of }: Tag,
  known: Readonly<Record<string, readonly string[]>>,
): readonly string[] {
  if (!proseTags.includes(name)) return [`<${name}> is no tag. Known: ${proseTags.join(', ')}`]
  const ids = known[name]
  if (!ids || ids.includes(of)) return []
  return [`<${name}> asks for "${of}", which does not exist. Known: ${ids.join(', ') || 'none'}`]
}
