/**
 * Makes the plain JSON that the page loads out of an author's rubric: patterns of both languages
 * become one expression per feature, and everything that is only for tests is left behind.
 *
 * Runs when the book is built, never in the page.
 */
import { type Bilingual, type Language, languages } from '../../language.ts'
import { folded } from './patterns/fragments.ts'
import { contextsOf, type PatternContext, repeatedParts } from './patterns/gaps.ts'
import { patternSource } from './patterns/pattern.ts'
import type {
  CompiledRubric,
  CompiledSubject,
  Patterns,
  RubricSource,
  RubricWords,
  SubjectSource,
} from './rubric.ts'
import { normalForm } from './text/normalise.ts'

/** `prompt` is the question as `quiz.yaml` asks it. */
export function compileRubric(source: RubricSource, prompt?: Bilingual): CompiledRubric {
  const subjects = Object.entries(source.subjects).map(([id, { aside }]) => ({ id, aside }))
  const contexts = contextsOf(source.type, subjects)
  const contextFor = (language: Language) => contexts[languages.indexOf(language)]!
  const fragments = repeatedParts(contexts)
  return {
    id: source.id,
    type: source.type,
    question: languages
      .flatMap((language) => [prompt?.[language] ?? [], source.wordings[language] ?? []].flat())
      .map(normalForm),
    copies: source.copies ?? [],
    minCharacters: source.minCharacters,
    subjects: Object.entries(source.subjects).map(([id, subject]) => compiledSubject(id, subject)),
    answer: source.answer ?? null,
    features: Object.entries(source.features).map(([id, feature]) => ({
      id,
      source: folded(allPatterns(feature, contextFor), fragments),
      ...(feature.act && { act: true }),
      ...(feature.thing && { thing: true }),
      ...(feature.absorbs && { absorbs: feature.absorbs }),
    })),
    neutral: folded(allPatterns(source.neutral, contextFor), fragments),
    criteria: source.criteria.map(({ label: _, hint: __, ...criterion }) => criterion),
    misconceptions: source.misconceptions.map(({ feedback: _, ...misconception }) => misconception),
    verdict: source.verdict,
  }
}

export function rubricWords(
  { criteria, misconceptions }: RubricSource,
  language: Language,
): RubricWords {
  const byId = <Item extends { readonly id: string }>(
    items: readonly Item[],
    textOf: (item: Item) => Bilingual | undefined,
  ) =>
    Object.fromEntries(
      items.flatMap((item) => {
        const text = textOf(item)
        return text ? [[item.id, text[language]]] : []
      }),
    )
  return {
    labels: byId(criteria, ({ label }) => label),
    hints: byId(criteria, ({ hint }) => hint),
    feedback: byId(misconceptions, ({ feedback }) => feedback),
  }
}

function allPatterns(
  patterns: Patterns,
  contextFor: (language: Language) => PatternContext,
): string {
  return languages
    .flatMap((language) =>
      (patterns[language] ?? []).map((pattern) => patternSource(pattern, contextFor(language))),
    )
    .join('|')
}

function compiledSubject(id: string, subject: SubjectSource): CompiledSubject {
  const names = [...new Set(subject.names.map(normalForm))].sort((a, b) => b.length - a.length)
  return {
    id,
    names,
    short: [...new Set((subject.short ?? []).map(normalForm))],
    unlike: [...new Set((subject.unlike ?? []).map((word) => normalForm(word).replace(/ /g, '')))],
    aside: subject.aside ?? false,
    topic: subject.topic ?? false,
  }
}
