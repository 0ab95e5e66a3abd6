/**
 * The registries that machines can pull from: which images there are, and how large.
 *
 * *Leaves out:* layers, architectures, rate limits, private repositories. Sizes are about those of
 * the real images, compressed; digests are made from the name and are not the real ones. Images
 * under `arubeki/` exist only here.
 */
import { fullName, type ImageReference } from './image-reference.ts'
import { sha256Hex } from './sha256.ts'

export interface RegistryImage {
  readonly repository: string
  readonly tag: string
  readonly digest: string
  readonly sizeBytes: number
}

export type Resolution =
  | { readonly found: true; readonly image: RegistryImage }
  | { readonly found: false; readonly problem: 'host' | 'repository' | 'tag' }

/** Tag → size in bytes. */
type Tags = Readonly<Record<string, number>>

const repositories: Readonly<Record<string, Tags>> = {
  'docker.io/library/nginx': {
    '1.14.2': 44_708_492,
    '1.16.0': 50_796_504,
    '1.16.1': 50_797_108,
    '1.25': 70_534_964,
    '1.26': 71_006_611,
    '1.27': 72_195_292,
    '1.28': 72_293_917,
    '1.29': 72_372_804,
    stable: 72_293_917,
    latest: 72_372_804,
    '1.25-alpine': 17_728_630,
    '1.27-alpine': 20_534_871,
    '1.29-alpine': 22_477_152,
    alpine: 22_477_152,
  },
  'docker.io/library/httpd': {
    '2.4': 59_197_342,
    latest: 59_197_342,
    '2.4-alpine': 21_306_918,
    alpine: 21_306_918,
  },
  'docker.io/library/redis': {
    '7': 45_006_722,
    '7.4': 45_006_722,
    '8': 52_611_903,
    latest: 52_611_903,
    alpine: 26_733_205,
  },
  'docker.io/library/busybox': {
    '1.28': 727_869,
    '1.36': 2_219_929,
    '1.37': 2_211_230,
    stable: 2_219_929,
    latest: 2_211_230,
  },
  'registry.k8s.io/pause': { '3.9': 321_520, '3.10': 320_368, '3.10.1': 320_448 },
  'docker.io/arubeki/crash': { '1': 2_300_000, latest: 2_300_000 },
  'docker.io/arubeki/stubborn': { '1': 2_300_000, latest: 2_300_000 },
  'docker.io/arubeki/hungry': { '1': 2_300_000, latest: 2_300_000 },
}

/** What the name stands for, as the registry's answer to a manifest request. */
export function resolve(reference: ImageReference): Resolution {
  const tags = repositories[reference.repository]
  if (!tags) return { found: false, problem: isKnownHost(reference) ? 'repository' : 'host' }
  for (const [tag, sizeBytes] of Object.entries(tags)) {
    if (!reference.digest && tag !== reference.tag) continue
    const digest = digestOf(reference.repository, tag)
    if (!reference.digest || digest === reference.digest)
      return { found: true, image: { repository: reference.repository, tag, digest, sizeBytes } }
  }
  return { found: false, problem: 'tag' }
}

export function hostOf({ repository }: ImageReference): string {
  return repository.slice(0, repository.indexOf('/'))
}

function isKnownHost(reference: ImageReference): boolean {
  const host = hostOf(reference)
  return Object.keys(repositories).some((repository) => repository.startsWith(`${host}/`))
}

const digests = new Map<string, string>()

function digestOf(repository: string, tag: string): string {
  const name = fullName({ repository, tag, digest: '' })
  const known = digests.get(name)
  if (known) return known
  const digest = `sha256:${sha256Hex(`manifest of ${name}`)}`
  digests.set(name, digest)
  return digest
}
