/** The end of a command before its time: what it says on stderr, and its exit code. */
import type { Status } from '../kubernetes/kube-apiserver/request.ts'
import type { Bilingual } from '../language.ts'
import { errorText } from './error-text.ts'

export class Failure extends Error {
  override readonly name = 'Failure'
  readonly exitCode: number
  /** What this terminal adds for the reader. */
  readonly hint: Bilingual | undefined
  /** @param text all of it, `error: ` included */
  constructor(text: string, exitCode = 1, hint?: Bilingual) {
    super(text)
    this.exitCode = exitCode
    this.hint = hint
  }
}

/** A command that was called in a wrong way, and where to read how it is called. */
export function usageError(command: string, text: string): Failure {
  return new Failure(`error: ${text}\nSee 'kubectl ${command} -h' for help and examples`)
}

/** The server's refusal. */
export function refusal(status: Status, context?: string): Failure {
  return new Failure(errorText(status, context))
}
