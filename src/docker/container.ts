/**
 * A container as Docker Engine keeps it, and the words `docker ps` has for its state.
 *
 * *Upstream:* `moby/moby` daemon/container/state.go, `docker/go-units` duration.go
 */
export type RestartCondition = 'no' | 'on-failure' | 'always' | 'unless-stopped'

export interface RestartPolicy {
  readonly condition: RestartCondition
  /** Only for `on-failure`: how often at most; 0 for no limit. */
  readonly maximum: number
}

export interface PublishedPort {
  readonly host: number
  readonly container: number
}

export type ContainerState = 'created' | 'running' | 'restarting' | 'exited'

export interface Container {
  /** 64 hexadecimal digits. */
  readonly id: string
  readonly name: string
  readonly image: string
  readonly restart: RestartPolicy
  readonly ports: readonly PublishedPort[]
  readonly createdAtMs: number
  readonly state: ContainerState
  readonly startedAtMs: number
  readonly finishedAtMs: number
  readonly exitCode: number
  /** How often in a row the daemon has started it again. */
  readonly restarts: number
  /** Somebody said `docker stop`: restart policies then keep still. */
  readonly stoppedByHand: boolean
}

/** The STATUS column: `Up 5 seconds`, `Exited (137) 3 seconds ago`. */
export function statusText(container: Container, nowMs: number): string {
  const since = (ms: number) => durationText(nowMs - ms)
  switch (container.state) {
    case 'created':
      return 'Created'
    case 'running':
      return `Up ${since(container.startedAtMs)}`
    case 'restarting':
      return `Restarting (${container.exitCode}) ${since(container.finishedAtMs)} ago`
    case 'exited':
      return `Exited (${container.exitCode}) ${since(container.finishedAtMs)} ago`
  }
}

/** A span of time as Docker says it: whole, rounded down, in the largest unit that fits. */
export function durationText(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  if (seconds < 1) return 'Less than a second'
  if (seconds === 1) return '1 second'
  if (seconds < 60) return `${seconds} seconds`
  const minutes = Math.floor(seconds / 60)
  if (minutes === 1) return 'About a minute'
  if (minutes < 60) return `${minutes} minutes`
  const hours = Math.round(seconds / 3600)
  if (hours === 1) return 'About an hour'
  if (hours < 48) return `${hours} hours`
  const days = Math.floor(hours / 24)
  if (days < 14) return `${days} days`
  if (days < 60) return `${Math.floor(days / 7)} weeks`
  if (days < 730) return `${Math.floor(days / 30)} months`
  return `${Math.floor(days / 365)} years`
}
