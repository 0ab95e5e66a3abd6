/**
 * Images of one machine: what is there, and pulling what is not.
 *
 * *Upstream:* `github.com/containerd/containerd` internal/cri/server/images/image_pull.go
 */
import { fullName, type ImageReference, parseImage } from '../infrastructure/image-reference.ts'
import { hostOf, resolve } from '../infrastructure/image-registry.ts'
import { timing } from '../timing.ts'
import type { Answer, CriImage, Reply } from './cri.ts'
import type { RuntimeContext } from './runtime-context.ts'

export interface Images {
  status(image: string): CriImage | undefined
  pull(image: string, reply: Reply<CriImage>): void
}

export function createImages(
  { host, disk, later }: RuntimeContext,
  kind: 'containerd' | 'cri-o',
): Images {
  for (const image of host.machine.images ?? []) {
    const answer = look(image, kind)
    if (answer.ok) disk.images.set(answer.value.name, answer.value)
  }

  const images: Images = {
    status(image) {
      const parsed = parseImage(image)
      return parsed.ok ? disk.images.get(fullName(parsed.reference)) : undefined
    },
    pull(image, reply) {
      const answer = look(image, kind)
      const isThere = answer.ok && disk.images.get(answer.value.name)?.ref === answer.value.ref
      const bytes = answer.ok && !isThere ? answer.value.sizeBytes : 0
      const delayMs = host.machine.pullsAtOnce
        ? 0
        : timing.imagePullBaseMs + Math.round((1000 * bytes) / timing.imagePullBytesPerSecond)
      later(delayMs, `pull ${image}`, reply, () => {
        if (host.machine.diskFull && answer.ok && !isThere) return noSpaceFor(image)
        host.trace('cri', { call: 'PullImage', image, tookMs: delayMs, ok: answer.ok })
        if (answer.ok) disk.images.set(answer.value.name, answer.value)
        return answer
      })
    },
  }
  return images
}

function look(image: string, kind: 'containerd' | 'cri-o'): Answer<CriImage> {
  const parsed = parseImage(image)
  if (!parsed.ok) return { ok: false, error: `rpc error: code = Unknown desc = ${parsed.error}` }
  const { reference } = parsed
  const resolution = resolve(reference)
  if (!resolution.found) {
    const error = kind === 'cri-o' ? crioError : containerdError
    return { ok: false, error: error(reference, resolution.problem) }
  }
  const { repository, digest, sizeBytes } = resolution.image
  return {
    ok: true,
    value: { name: fullName(reference), ref: `${repository}@${digest}`, sizeBytes },
  }
}

function noSpaceFor(image: string): Answer<CriImage> {
  const why = 'failed to extract layer: write /layer.tar: no space left on device'
  const error = `rpc error: code = Unknown desc = failed to pull and unpack image "${image}": ${why}`
  return { ok: false, error }
}

type Problem = 'host' | 'repository' | 'tag'

function containerdError(reference: ImageReference, problem: Problem): string {
  const name = fullName(reference)
  const host = hostOf(reference)
  const path = reference.repository.slice(host.length + 1)
  const version = reference.digest || reference.tag
  const detail = {
    tag: `${name}: not found`,
    repository:
      'pull access denied, repository does not exist or may require authorization: ' +
      'server message: insufficient_scope: authorization failed',
    host:
      `failed to do request: Head "https://${host}/v2/${path}/manifests/${version}": ` +
      `dial tcp: lookup ${host}: no such host`,
  }[problem]
  const code = problem === 'tag' ? 'NotFound' : 'Unknown'
  return (
    `rpc error: code = ${code} desc = failed to pull and unpack image "${name}": ` +
    `failed to resolve reference "${name}": ${detail}`
  )
}

function crioError(reference: ImageReference, problem: Problem): string {
  const host = hostOf(reference)
  const detail = {
    tag: 'manifest unknown',
    repository: 'requested access to the resource is denied',
    host:
      `pinging container registry ${host}: Get "https://${host}/v2/": ` +
      `dial tcp: lookup ${host}: no such host`,
  }[problem]
  const manifest = `reading manifest ${reference.tag} in ${reference.repository}`
  return `rpc error: code = Unknown desc = ${manifest}: ${detail}`
}
