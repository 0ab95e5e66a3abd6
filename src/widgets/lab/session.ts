/** A saved session, read back with suspicion: it may be old, cut off, or somebody else's. */
import { engineVersion, type Recording } from '../../lab/recording.ts'
import type { Session } from './use-lab.ts'

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
  if (!isSession(value)) return {}
  const { recording } = value
  if (recording.engine !== engineVersion || recording.scenario !== scenario) return {}
  return { session: value }
}

function isSession(value: unknown): value is Session {
  if (typeof value !== 'object' || value === null) return false
  const { time, recording } = value as Partial<Session>
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
