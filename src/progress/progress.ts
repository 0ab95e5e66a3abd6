/**
 * What the learner has done: asked by ticks, questions and labs, and told by them.
 *
 * One `Progress` for each page, shared by all of its islands. Every change is an event of one
 * log; answers are written at once, drafts a moment later. Where nothing can be stored everything
 * works for as long as the page is open, and `keeping()` says so.
 */
import type { Bilingual } from '../language.ts'
import { EventLog } from './event-log.ts'
import {
  type AnswerEvent,
  type ExerciseEvent,
  type GivenFile,
  jsonLength,
  limits,
  type NewEvent,
  type Outcome,
  type ProgressEvent,
} from './events.ts'
import { sizeOf } from './slots.ts'
import {
  browserPage,
  browserStorage,
  type Keeping,
  type PageLife,
  type ProgressStorage,
} from './storage.ts'
import { readFile, writeFile } from './transfer.ts'

export type StoredAnswer = Pick<AnswerEvent, 'revision' | 'answer' | 'outcome' | 'at'>
export type StoredExercise = Pick<ExerciseEvent, 'revision' | 'passed' | 'files' | 'at'>
export type Imported =
  | { readonly ok: true; readonly added: number; readonly unreadable: number }
  | { readonly ok: false; readonly problem: Bilingual }

export interface Progress {
  recordAnswer(questionId: string, revision: number, answer: unknown, outcome: Outcome): void
  /** The newest answer, whatever its revision. */
  answerOf(questionId: string): StoredAnswer | undefined
  /** Every answer that is still known, oldest first: what review is made from. */
  answers(): readonly AnswerEvent[]
  recordExercise(
    exerciseId: string,
    revision: number,
    passed: boolean,
    files: readonly GivenFile[],
  ): void
  exerciseOf(exerciseId: string): StoredExercise | undefined
  /** An empty text ends the draft. */
  saveDraft(key: string, text: string): void
  draft(key: string): string | undefined
  saveSetting(key: string, value: string): void
  setting(key: string): string | undefined
  /** Once done well, at this revision or later; without a revision, at any. */
  isProven(id: string, revision?: number): boolean
  /** Called after every change, also of another tab. Returns how to stop it. */
  onChange(listener: () => void): () => void
  keeping(): Keeping
  exportText(): string
  /** Adds what the file has and this log has not. Nothing is replaced, nothing is lost. */
  importText(text: string): Imported
  erase(): void
}

/** What a `Progress` needs of the world. */
export interface World {
  readonly storage: ProgressStorage
  readonly page: PageLife
  now(): number
  newId(): string
  /** Calls back a little later. */
  soon(act: () => void): void
}

/** Two slots of this many UTF-16 units each leave room under the usual five million. */
const budget = 1_200_000
const writeDelayMs = 400

let shared: Progress | undefined

export function openProgress(): Progress {
  shared ??= createProgress({
    storage: browserStorage(),
    page: browserPage,
    now: Date.now,
    newId: randomId,
    soon: (act) => void setTimeout(act, writeDelayMs),
  })
  return shared
}

export function createProgress({ storage, page, now, newId, soon }: World): Progress {
  const stored = storage.read()
  let { epoch } = stored
  let log = new EventLog(stored.events)
  let keeping: Keeping = storage.isOpen() ? 'kept' : 'forbidden'
  let waiting = false
  /** Too long to store: kept for as long as the page is open. */
  const longDrafts = new Map<string, string>()
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of [...listeners]) listener()
  }

  /** Takes in what another tab has written; whether there was anything. */
  function takeIn(): boolean {
    const found = storage.read()
    if (found.epoch < epoch) return false
    if (found.epoch > epoch) {
      epoch = found.epoch
      log = new EventLog(found.events)
      longDrafts.clear()
      return true
    }
    return found.events.map((event) => log.add(event)).some(Boolean)
  }

  function write(): void {
    waiting = false
    const news = takeIn()
    const before = keeping
    keeping = storage.write({ epoch, events: log.kept(sizeOf, budget) })
    // Without room for all of it, what matters most is kept, and the reader is told.
    let written = keeping !== 'full'
    for (let room = budget / 4; !written && room > 1_000; room /= 4) {
      written = storage.write({ epoch, events: log.kept(sizeOf, room) }) === 'kept'
    }
    if (news || keeping !== before) tell()
  }

  function add(event: NewEvent, when: 'at once' | 'soon'): void {
    // If another tab has just erased everything, this is the first thing after that.
    if (when === 'at once') takeIn()
    const at = Math.min(Math.max(now(), log.newestAt + 1), limits.at)
    log.add({ ...event, id: newId(), at } as ProgressEvent)
    if (when === 'at once') write()
    else if (!waiting) {
      waiting = true
      soon(() => {
        if (waiting) write()
      })
    }
    tell()
  }

  page.onLeave(() => {
    if (waiting) write()
  })
  page.onNews(() => {
    const news = takeIn()
    // Two tabs that write in the same instant overwrite each other; whoever hears of it mends it.
    const known = new Set(storage.read().events.map(({ id }) => id))
    const lost = log.kept(sizeOf, budget).some(({ id }) => !known.has(id))
    if (lost && !waiting && keeping === 'kept') write()
    if (news) tell()
  })

  return {
    recordAnswer(question, revision, answer, outcome) {
      const given = jsonLength(answer) <= limits.answer ? answer : null
      add({ type: 'answer', question, revision, answer: given, outcome }, 'at once')
    },
    answerOf: (question) => log.answer(question),
    answers: () => log.events.filter((event) => event.type === 'answer'),
    recordExercise(exercise, revision, passed, files) {
      const length = files.reduce((sum, { text }) => sum + text.length, 0)
      const given = length <= limits.text ? files.slice(0, limits.files) : []
      add({ type: 'exercise', exercise, revision, passed, files: given }, 'at once')
    },
    exerciseOf: (exercise) => log.exercise(exercise),
    saveDraft(key, text) {
      if (text.length > limits.text) {
        longDrafts.set(key, text)
        return
      }
      const wasLong = longDrafts.delete(key)
      if (wasLong || (log.draft(key) ?? '') !== text) add({ type: 'draft', key, text }, 'soon')
    },
    draft: (key) => longDrafts.get(key) ?? log.draft(key),
    saveSetting(key, value) {
      if ((log.setting(key) ?? '') !== value) add({ type: 'setting', key, value }, 'soon')
    },
    setting: (key) => log.setting(key),
    isProven: (id, revision) => log.isProven(id, revision),
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    keeping: () => keeping,
    exportText: () => writeFile(log.kept(sizeOf, Number.POSITIVE_INFINITY), new Date(now())),
    importText(text) {
      const file = readFile(text)
      if (!file.ok) return file
      const added = file.events.map((event) => log.add(event)).filter(Boolean).length
      if (added > 0) write()
      tell()
      return { ok: true, added, unreadable: file.unreadable }
    },
    erase() {
      takeIn()
      epoch += 1
      log = new EventLog()
      longDrafts.clear()
      waiting = false
      keeping = storage.replace({ epoch, events: [] })
      tell()
    },
  }
}

/** 80 random bits; `randomUUID` would need a page served over https. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
