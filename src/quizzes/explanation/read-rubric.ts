/**
 * Checks what an author wrote against the form of a rubric, strictly: an unknown key, a missing
 * text or a wrong id is an error that names file and place.
 */
import type { Bilingual } from '../../language.ts'
import {
  type CriterionSource,
  type Example,
  type FeatureSource,
  type GlossaryNames,
  type MisconceptionSource,
  metamorphicRelations,
  type Patterns,
  type RubricSource,
  type Saying,
  type SubjectSource,
  type VerdictRule,
} from './rubric.ts'
import { Reader, type Reading } from './strict-reader.ts'

const noNames: GlossaryNames = new Map()

/** The rubric in `data`, which is the parsed content of `file`. */
export function readRubric(
  data: unknown,
  file: string,
  glossary: GlossaryNames = noNames,
): RubricSource {
  const patterns = patternsWith(glossary)
  const top = new Reader(file).object(data, '', {
    schema: (value, at) => at.oneOf(value, [1] as const),
    id: (value, at) => at.text(value),
    type: (value, at) => at.oneOf(value, ['choose', 'facts', 'relation'] as const),
    wordings: patterns,
    'copies?': texts,
    minCharacters: (value, at) => at.wholeNumber(value),
    subjects: (value, at) => at.map(value, (item, where) => subject(item, where, glossary)),
    'answer?': (value, at) => at.text(value),
    features: (value, at) => at.map(value, (item, where) => feature(item, where, patterns)),
    neutral: patterns,
    criteria: (value, at) => at.list(value, criterion),
    misconceptions: (value, at) => at.list(value, misconception),
    verdict: (value, at) => at.list(value, verdictRule),
    examples: (value, at) => at.list(value, example),
    metamorphic: (value, at) =>
      at.list(value, (item, where) => where.oneOf(item, metamorphicRelations)),
  }) as unknown as RubricSource
  checkIds(top, file)
  return top
}

/** Patterns, in which `{t:pod}` is any name that the glossary has for that word. */
function patternsWith(glossary: GlossaryNames) {
  const pattern = (value: unknown, at: Reading) =>
    at.text(value).replace(/\{t:([^}]*)\}/g, (_, id: string) => {
      return `(${namesOf(id, glossary, at).join('|')})`
    })
  const list = (value: unknown, at: Reading) => at.list(value, pattern)
  return (value: unknown, at: Reading): Patterns =>
    at.object(value, { 'ja?': list, 'en?': list }) as Patterns
}

function namesOf(id: string, glossary: GlossaryNames, at: Reading): readonly string[] {
  return glossary.get(id) ?? at.fail(`names the word "${id}", which glossary.yaml does not have`)
}

function texts(value: unknown, at: Reading): string[] {
  return at.list(value, (item, where) => where.text(item))
}

function bilingual(value: unknown, at: Reading): Bilingual {
  const text = (item: unknown, where: Reading) => where.text(item)
  return at.object(value, { ja: text, en: text }) as unknown as Bilingual
}

function flag(value: unknown, at: Reading): boolean {
  return at.oneOf(value, [true, false] as const)
}

function subject(value: unknown, at: Reading, glossary: GlossaryNames): SubjectSource {
  const { word, names, ...rest } = at.object(value, {
    'word?': (item, where) => namesOf(where.text(item), glossary, where),
    'names?': texts,
    'short?': texts,
    'unlike?': texts,
    'aside?': flag,
    'topic?': flag,
  }) as Partial<SubjectSource> & { readonly word?: readonly string[] }
  if (!word && !names) at.fail('needs "word", an id of the glossary, or "names"')
  return { ...rest, names: [...(word ?? []), ...(names ?? [])] }
}

function feature(
  value: unknown,
  at: Reading,
  patterns: ReturnType<typeof patternsWith>,
): FeatureSource {
  const { act, thing, absorbs, ...words } = at.object(value, {
    'ja?': (item) => item,
    'en?': (item) => item,
    'act?': flag,
    'thing?': flag,
    'absorbs?': texts,
  }) as FeatureSource
  return {
    ...patterns(words, at),
    ...(act && { act }),
    ...(thing && { thing }),
    ...(absorbs && { absorbs }),
  }
}

function criterion(value: unknown, at: Reading): CriterionSource {
  return at.object(value, {
    id: (item, where) => where.text(item),
    'bonus?': flag,
    'who?': (item, where) => where.text(item),
    does: texts,
    'maybe?': texts,
    'refers?': texts,
    'notWho?': texts,
    'against?': texts,
    'refutedBy?': texts,
    'doubtedBy?': texts,
    'beside?': texts,
    'mayBeDenied?': flag,
    label: bilingual,
    'hint?': bilingual,
  }) as unknown as CriterionSource
}

function saying(value: unknown, at: Reading): Saying {
  return at.object(value, { 'who?': (item, where) => where.text(item), 'does?': texts })
}

function misconception(value: unknown, at: Reading): MisconceptionSource {
  return at.object(value, {
    id: (item, where) => where.text(item),
    when: (item, where) => where.list(item, saying),
    'unless?': (item, where) => where.list(item, saying),
    feedback: bilingual,
    section: (item, where) => where.text(item),
  }) as unknown as MisconceptionSource
}

function verdictRule(value: unknown, at: Reading): VerdictRule {
  return at.object(value, {
    is: (item, where) => where.oneOf(item, ['correct', 'partial', 'incorrect'] as const),
    'all?': texts,
    'any?': texts,
    'contradicted?': texts,
    'clear?': texts,
    'unbound?': flag,
    'said?': texts,
  }) as unknown as VerdictRule
}

function example(value: unknown, at: Reading): Example {
  const parts = at.list(value, (item, where) => where.string(item))
  const [sign, answer, found] = parts
  at.oneOf(sign, ['+', '~', '-', '?', '0'] as const)
  if (answer === undefined || parts.length > 3) {
    at.fail('must be [sign, answer] or [sign, answer, misconception]')
  }
  return (found === undefined ? [sign, answer] : [sign, answer, found]) as unknown as Example
}

/** Every id that is used must be defined, and none twice. */
function checkIds(rubric: RubricSource, file: string): void {
  const criteria = rubric.criteria.map(({ id }) => id)
  const misconceptions = rubric.misconceptions.map(({ id }) => id)
  const known = {
    subject: new Set(Object.keys(rubric.subjects)),
    feature: new Set(Object.keys(rubric.features)),
    criterion: new Set(criteria),
    misconception: new Set(misconceptions),
  }
  const problems: string[] = []
  const check = (kind: keyof typeof known, ids: readonly (string | undefined)[], where: string) => {
    for (const id of ids) {
      if (id === undefined || known[kind].has(id)) continue
      problems.push(`${where} names the ${kind} "${id}", which this rubric does not have`)
    }
  }
  for (const ids of [criteria, misconceptions]) {
    const twice = ids.find((id, index) => ids.indexOf(id) !== index)
    if (twice !== undefined) problems.push(`the id "${twice}" is used twice`)
  }
  for (const [id, { absorbs }] of Object.entries(rubric.features)) {
    check('feature', absorbs ?? [], `features.${id}.absorbs`)
  }
  for (const item of rubric.criteria) {
    const where = `criteria.${item.id}`
    check('subject', [item.who, ...(item.notWho ?? [])], where)
    const { does, maybe = [], against = [], refutedBy = [], doubtedBy = [] } = item
    check('feature', [...does, ...maybe, ...against, ...refutedBy, ...doubtedBy], where)
    check('criterion', item.beside ?? [], where)
  }
  for (const { id, when, unless = [] } of rubric.misconceptions) {
    for (const { who, does = [] } of [...when, ...unless]) {
      check('subject', [who], `misconceptions.${id}`)
      check('feature', does, `misconceptions.${id}`)
    }
  }
  rubric.verdict.forEach(({ all = [], any = [], contradicted = [], clear = [], said = [] }, n) => {
    check('criterion', [...all, ...any, ...contradicted, ...clear], `verdict[${n}]`)
    check('feature', said, `verdict[${n}]`)
  })
  rubric.examples.forEach((item, n) => {
    check('misconception', [item[2]], `examples[${n}]`)
  })
  check('subject', [rubric.answer], 'answer')
  if (rubric.type === 'choose' && rubric.answer === undefined) {
    problems.push('a rubric of type "choose" needs "answer", the id of a subject')
  }
  if (problems.length > 0) throw new Error(problems.map((text) => `${file}: ${text}`).join('\n'))
}
