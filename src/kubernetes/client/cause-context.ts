/**
 * What a process is doing and why, carried along so that every request can say its cause.
 *
 * News from a watch sets the trigger; a timer remembers the trigger of the moment it was set; a
 * control loop adds the key it works on. Nobody has to pass any of it by hand.
 */
import type { Cause } from '../kube-apiserver/request.ts'

export class CauseContext {
  #trigger: number | undefined
  #key: string | undefined
  readonly by: string

  constructor(by: string) {
    this.by = by
  }

  get trigger(): number | undefined {
    return this.#trigger
  }

  /** Run something set off by the change with this revision, working on this key. */
  run(trigger: number | undefined, key: string | undefined, action: () => void): void {
    const outerTrigger = this.#trigger
    const outerKey = this.#key
    this.#trigger = trigger
    this.#key = key
    try {
      action()
    } finally {
      this.#trigger = outerTrigger
      this.#key = outerKey
    }
  }

  cause(): Cause {
    const { by } = this
    const key = this.#key
    const trigger = this.#trigger
    if (key === undefined) return trigger === undefined ? { by } : { by, trigger }
    return trigger === undefined ? { by, key } : { by, key, trigger }
  }
}
