/** Programs that misbehave on purpose, one way each. */
import type { ImageContent, Program } from '../programs.ts'

const mebibyte = 1024 * 1024

/** Runs two seconds and fails. */
function crash(): Program {
  return { end: { afterMs: 2000, exitCode: 1 }, onTerminate: { exitCode: 143 } }
}

/** Never stops when asked: only SIGKILL, after the grace period, ends it. */
function stubborn(): Program {
  return { onTerminate: 'ignored' }
}

/** Takes 64 MiB more each second until its limit, and the kernel, or its node's kubelet, ends it. */
function hungry({ memoryLimitBytes }: { memoryLimitBytes?: number | undefined }): Program {
  const memoryAt = (sinceStartMs: number) => Math.trunc((64 * mebibyte * sinceStartMs) / 1000)
  if (memoryLimitBytes === undefined) return { onTerminate: { exitCode: 143 }, memoryAt }
  const afterMs = Math.ceil((1000 * memoryLimitBytes) / (64 * mebibyte))
  return {
    end: { afterMs, exitCode: 137, reason: 'OOMKilled' },
    onTerminate: { exitCode: 143 },
    memoryAt,
  }
}

function image(name: string, program: ImageContent['executables'][string]): ImageContent {
  return { cmd: [name], executables: { [name]: program }, hasShell: true }
}

export const demo: Readonly<Record<string, ImageContent>> = {
  'docker.io/arubeki/crash': image('crash', crash),
  'docker.io/arubeki/stubborn': image('stubborn', stubborn),
  'docker.io/arubeki/hungry': image('hungry', hungry),
}
