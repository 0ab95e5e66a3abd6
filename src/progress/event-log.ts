/**
 * The log: events by their ids. Merging two logs is a union, in whatever order and however often;
 * what the log comes to is folded from it, and does not depend on the order either.
 */
import {
  type AnswerEvent,
  byAge,
  type DraftEvent,
  type ExerciseEvent,
  isNewer,
  type ProgressEvent,
  type SettingEvent,
} from './events.ts'

/** What the events come to: the newest of each, and what has ever been shown. */
export class EventLog {
  readonly #events = new Map<string, ProgressEvent>()
  readonly #answers = new Map<string, AnswerEvent>()
  readonly #exercises = new Map<string, ExerciseEvent>()
  readonly #drafts = new Map<string, DraftEvent>()
  readonly #settings = new Map<string, SettingEvent>()
  /** The highest revision of each question and exercise that was once done well. */
  readonly #proven = new Map<string, number>()
  #newestAt = 0

  constructor(events: Iterable<ProgressEvent> = []) {
    for (const event of events) this.add(event)
  }

  /** Whether the event was news: unknown, and not a draft or setting that is replaced already. */
  add(event: ProgressEvent): boolean {
    if (this.#events.has(event.id)) return false
    this.#newestAt = Math.max(this.#newestAt, event.at)
    switch (event.type) {
      case 'answer':
        keepNewer(this.#answers, event.question, event)
        if (event.outcome === 'correct') this.#prove(event.question, event.revision)
        break
      case 'exercise':
        keepNewer(this.#exercises, event.exercise, event)
        if (event.passed) this.#prove(event.exercise, event.revision)
        break
      case 'draft':
        if (!this.#replace(this.#drafts, event)) return false
        break
      case 'setting':
        if (!this.#replace(this.#settings, event)) return false
        break
    }
    this.#events.set(event.id, event)
    return true
  }

  /** Of drafts and settings only the newest is ever of use; whether this is it. */
  #replace<Note extends DraftEvent | SettingEvent>(newest: Map<string, Note>, note: Note): boolean {
    const before = newest.get(note.key)
    if (before && !isNewer(note, before)) return false
    if (before) this.#events.delete(before.id)
    newest.set(note.key, note)
    return true
  }

  /** The time of the newest event; the next one must be later, whatever the clock says. */
  get newestAt(): number {
    return this.#newestAt
  }

  /** Oldest first. */
  get events(): readonly ProgressEvent[] {
    return [...this.#events.values()].sort(byAge)
  }

  answer(question: string): AnswerEvent | undefined {
    return this.#answers.get(question)
  }

  exercise(id: string): ExerciseEvent | undefined {
    return this.#exercises.get(id)
  }

  draft(key: string): string | undefined {
    return this.#drafts.get(key)?.text || undefined
  }

  setting(key: string): string | undefined {
    return this.#settings.get(key)?.value || undefined
  }

  /** Done well at this revision or a later one; without a revision, ever. */
  isProven(id: string, revision = 1): boolean {
    return (this.#proven.get(id) ?? 0) >= revision
  }

  #prove(id: string, revision: number): void {
    this.#proven.set(id, Math.max(this.#proven.get(id) ?? 0, revision))
  }

  /**
   * What is worth keeping, oldest first: everything, if it is no longer than `budget`. Otherwise
   * earlier answers go first, then the oldest drafts; the newest answer to each question, its
   * proof, and the settings stay.
   */
  kept(sizeOf: (event: ProgressEvent) => number, budget: number): readonly ProgressEvent[] {
    let events = this.events
    let size = events.reduce((sum, event) => sum + sizeOf(event), 0)
    const spare = (canGo: (event: ProgressEvent) => boolean) => {
      events = events.filter((event) => {
        if (size <= budget || !canGo(event)) return true
        size -= sizeOf(event)
        return false
      })
    }
    spare((event) => !this.#isInForce(event))
    spare(({ type }) => type === 'draft')
    return events
  }

  /** Whether anything still depends on the event: it is the newest of its kind, or the proof. */
  #isInForce(event: ProgressEvent): boolean {
    switch (event.type) {
      case 'answer':
        return (
          this.#answers.get(event.question) === event ||
          (event.outcome === 'correct' && event.revision === this.#proven.get(event.question))
        )
      case 'exercise':
        return (
          this.#exercises.get(event.exercise) === event ||
          (event.passed && event.revision === this.#proven.get(event.exercise))
        )
      default:
        return true
    }
  }
}

function keepNewer<Event extends ProgressEvent>(
  newest: Map<string, Event>,
  key: string,
  event: Event,
): void {
  const before = newest.get(key)
  if (!before || isNewer(event, before)) newest.set(key, event)
}
