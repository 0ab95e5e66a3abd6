/**
 * What a learner has done, as events that are added and never changed.
 *
 * Events come from storage, from other tabs and from files that somebody sends, so each is read
 * with suspicion: what does not have the right form is left out, and nothing else suffers.
 */

export const outcomes = ['correct', 'partial', 'incorrect', 'unsure', 'nonanswer'] as const
export type Outcome = (typeof outcomes)[number]

export interface GivenFile {
  readonly name: string
  readonly text: string
}

interface EventBase {
  /** Unique in the world, so that the logs of two devices can be merged. */
  readonly id: string
  /** Milliseconds since 1970; within one log always later than what was known before. */
  readonly at: number
}

export interface AnswerEvent extends EventBase {
  readonly type: 'answer'
  readonly question: string
  readonly revision: number
  /** JSON; its form is the question kind's business. */
  readonly answer: unknown
  readonly outcome: Outcome
}

export interface ExerciseEvent extends EventBase {
  readonly type: 'exercise'
  readonly exercise: string
  readonly revision: number
  readonly passed: boolean
  readonly files: readonly GivenFile[]
}

/** Something being written. The newest of each key counts; an empty text ends it. */
export interface DraftEvent extends EventBase {
  readonly type: 'draft'
  readonly key: string
  readonly text: string
}

export interface SettingEvent extends EventBase {
  readonly type: 'setting'
  readonly key: string
  readonly value: string
}

export type ProgressEvent = AnswerEvent | ExerciseEvent | DraftEvent | SettingEvent

/** What makes an event of a kind, without what the log adds. */
export type NewEvent = ProgressEvent extends infer Event
  ? Event extends ProgressEvent
    ? Omit<Event, keyof EventBase>
    : never
  : never

/** Bounds on what is kept, in UTF-16 units. */
export const limits = {
  /** Ids and keys. */
  name: 200,
  /** One answer as JSON. */
  answer: 20_000,
  /** One draft, or the files of one exercise together. */
  text: 100_000,
  files: 20,
  /** Later dates come from a broken clock, and would outlive every true one. */
  at: Date.UTC(2200, 0, 1),
} as const

/** Which of two events is the newer; ids decide where clocks cannot. */
export function isNewer(a: EventBase, b: EventBase): boolean {
  return a.at === b.at ? a.id > b.id : a.at > b.at
}

export function byAge(a: EventBase, b: EventBase): number {
  return isNewer(a, b) ? 1 : a.id === b.id ? 0 : -1
}

/** The event in `value`, or nothing if it is none. */
export function readEvent(value: unknown): ProgressEvent | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const event = value as Readonly<Record<string, unknown>>
  const { id, at } = event
  if (!isName(id) || !isWhole(at, 0, limits.at)) return undefined
  switch (event['type']) {
    case 'answer':
      return readAnswer(event, { id, at })
    case 'exercise':
      return readExercise(event, { id, at })
    case 'draft': {
      const { key, text } = event
      if (!isName(key) || !isText(text, limits.text)) return undefined
      return { id, at, type: 'draft', key, text }
    }
    case 'setting': {
      const { key, value: set } = event
      if (!isName(key) || !isText(set, limits.name)) return undefined
      return { id, at, type: 'setting', key, value: set }
    }
    default:
      return undefined
  }
}

type Fields = Readonly<Record<string, unknown>>

function readAnswer(fields: Fields, base: EventBase): AnswerEvent | undefined {
  const { question, revision, answer = null, outcome } = fields
  if (!isName(question) || !isWhole(revision, 1, 1e6) || !isOutcome(outcome)) return undefined
  if (jsonLength(answer) > limits.answer) return undefined
  return { ...base, type: 'answer', question, revision, answer, outcome }
}

function readExercise(fields: Fields, base: EventBase): ExerciseEvent | undefined {
  const { exercise, revision, passed, files } = fields
  if (!isName(exercise) || !isWhole(revision, 1, 1e6) || typeof passed !== 'boolean')
    return undefined
  const given = readFiles(files)
  return given && { ...base, type: 'exercise', exercise, revision, passed, files: given }
}

function readFiles(value: unknown): readonly GivenFile[] | undefined {
  if (!Array.isArray(value) || value.length > limits.files) return undefined
  let left: number = limits.text
  const files: GivenFile[] = []
  for (const file of value as readonly unknown[]) {
    const { name, text } = (file ?? {}) as Partial<Record<keyof GivenFile, unknown>>
    if (!isName(name) || !isText(text, left)) return undefined
    left -= text.length
    files.push({ name, text })
  }
  return files
}

/** How long the value is as JSON; endless if it is no JSON at all. */
export function jsonLength(value: unknown): number {
  try {
    return JSON.stringify(value)?.length ?? Number.POSITIVE_INFINITY
  } catch {
    return Number.POSITIVE_INFINITY
  }
}

function isOutcome(value: unknown): value is Outcome {
  return (outcomes as readonly unknown[]).includes(value)
}

function isName(value: unknown): value is string {
  return isText(value, limits.name) && value !== ''
}

function isText(value: unknown, most: number): value is string {
  return typeof value === 'string' && value.length <= most
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most
}
