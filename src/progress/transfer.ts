/** The log as a file: out for another device or for safety, and in again, where it is merged. */
import type { Bilingual } from '../language.ts'
import { type ProgressEvent, readEvent } from './events.ts'

const format = 'arubeki-progress'
const version = 1
const longestFile = 10_000_000

export type ReadFile =
  | { readonly ok: true; readonly events: readonly ProgressEvent[]; readonly unreadable: number }
  | { readonly ok: false; readonly problem: Bilingual }

const problems = {
  tooLong: {
    ja: 'ファイルが大きすぎます。この本の学習の記録は、10 MBを超えません。',
    en: 'The file is too large. A record of this book is never more than 10 MB.',
  },
  notJson: {
    ja: 'ファイルを読み取れません。途中で切れているか、別の種類のファイルです。「ファイルに書き出す」で作ったファイルを選んでください。',
    en: 'The file cannot be read. It is cut off, or of another kind. Choose one that “Save to a file” has made.',
  },
  foreign: {
    ja: 'この本の学習の記録ではありません。「ファイルに書き出す」で作ったファイルを選んでください。',
    en: 'This is no record of this book. Choose a file that “Save to a file” has made.',
  },
  newer: {
    ja: 'このファイルは、新しい版の本で作られています。ページを再読み込みしてから、もう一度読み込んでください。',
    en: 'This file was made by a newer version of the book. Reload the page, then open the file again.',
  },
} as const satisfies Record<string, Bilingual>

export function writeFile(events: readonly ProgressEvent[], exported: Date): string {
  const file = { format, version, exported: exported.toISOString(), events }
  return `${JSON.stringify(file, null, 1)}\n`
}

export function readFile(text: string): ReadFile {
  if (text.length > longestFile) return { ok: false, problem: problems.tooLong }
  let data: unknown
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return { ok: false, problem: problems.notJson }
  }
  const file = (data ?? {}) as Partial<Record<string, unknown>>
  const { events } = file
  if (file['format'] !== format || !Array.isArray(events)) {
    return { ok: false, problem: problems.foreign }
  }
  if (file['version'] !== version) return { ok: false, problem: problems.newer }
  const readable = events.map(readEvent).filter((event) => event !== undefined)
  return { ok: true, events: readable, unreadable: events.length - readable.length }
}
