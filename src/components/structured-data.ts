/** What a page is, in the words of schema.org, for those who look for something to learn from. */
import type { Book, Chapter } from '../book/book.ts'
import { plainText } from '../inline-text.ts'
import type { Language } from '../language.ts'
import { absolute, href } from './href.ts'

type Data = Readonly<Record<string, unknown>>

export function bookData(book: Book, language: Language): Data {
  return {
    '@type': ['Book', 'LearningResource'],
    name: book.title[language],
    description: book.tagline[language],
    ...addressOf(language, ''),
    ...common(language),
    learningResourceType: ['textbook', 'simulation', 'exercise'],
    hasPart: book.chapters.map((chapter) => ({
      '@type': 'Chapter',
      position: chapter.number,
      name: chapter.title[language],
      ...addressOf(language, chapter.slug),
    })),
  }
}

export function chapterData(book: Book, chapter: Chapter, language: Language): Data {
  return {
    '@type': ['Chapter', 'LearningResource'],
    name: chapter.title[language],
    description: chapter.description[language],
    position: chapter.number,
    ...addressOf(language, chapter.slug),
    ...common(language),
    learningResourceType: ['chapter', 'simulation', 'exercise', 'quiz'],
    teaches: chapter.objectives.map(({ text }) => plainText(text[language])),
    isPartOf: { '@type': 'Book', name: book.title[language], ...addressOf(language, '') },
  }
}

function common(language: Language): Data {
  return {
    inLanguage: language,
    about: { '@type': 'SoftwareApplication', name: 'Kubernetes' },
    educationalLevel: { ja: '入門', en: 'Beginner' }[language],
    isAccessibleForFree: true,
    interactivityType: 'active',
    accessMode: ['textual', 'visual'],
    accessModeSufficient: ['textual'],
    accessibilityFeature: [
      'alternativeText',
      'longDescription',
      'structuralNavigation',
      'readingOrder',
    ],
    accessibilityHazard: 'none',
  }
}

function addressOf(language: Language, page: string): Data {
  const url = absolute(href(language, page))
  return url === undefined ? {} : { url }
}
