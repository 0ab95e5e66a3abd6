/** A saved session, read back with suspicion: it may be old, cut off, or somebody else's. */
import { engineVersion, type Recording } from '../../lab/recording.ts'
import type { Future, Session } from './lab-state.ts'

/** A session of another engine or scenario cannot be replayed; the files are kept elsewhere. */
export function readSession(
  text: string | undefined,
  scenario: string,
): { readonly session?: Session } {
  if (!text) return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return {}
  }
  if (!isFuture(value)) return {}
  const fits = ({ recording: { engine, scenario: of } }: Future) =>
    engine === engineVersion && of === scenario
  if (!fits(value)) return {}
  const { recording } = value
  const { others } = value as Partial<Session>
  const kept = Array.isArray(others) ? others.filter(isFuture).filter(fits) : []
  const more = kept.length > 0 ? { others: kept } : {}
  return { session: { recording, time: value.time, ...more } }
}

function isFuture(value: unknown): value is Future {
  if (typeof value !== 'object' || value === null) return false
  const { time, recording } = value as Partial<Future>
  return typeof time === 'number' && Number.isFinite(time) && time >= 0 && isRecording(recording)
}

function isRecording(value: unknown): value is Recording {
  if (typeof value !== 'object' || value === null) return false
  const { actions, seed, engine, scenario } = value as Partial<Recording>
  return (
    typeof seed === 'number' &&
    typeof engine === 'string' &&
    typeof scenario === 'string' &&
    Array.isArray(actions) &&
    actions.every(
      (entry) => typeof entry?.at === 'number' && typeof entry.action?.type === 'string',
    )
  )
}
