/**
 * A session led through faults, replayed, and all that came of it in one hash: every object, every
 * machine, every moment, and for each revision who wrote it and why.
 */
import { sha256Hex } from '../src/kubernetes/infrastructure/sha256.ts'
import { replay } from '../src/lab/lab.ts'
import type { Recording } from '../src/lab/recording.ts'
import type { Scenario } from '../src/lab/scenario.ts'

export function fingerprint(recording: Recording, scenario: Scenario, untilMs: number): string {
  const lab = replay(recording, scenario, untilMs)
  const { objects, machines, stopped, revision } = lab.snapshot()
  const changes = Array.from({ length: revision }, (_, index) => lab.change(index + 1))
  return sha256Hex(JSON.stringify([[...objects], machines, stopped, lab.moments(), changes]))
}
