/**
 * Names of images: `nginx` is `docker.io/library/nginx:latest`.
 *
 * *Upstream:* `github.com/distribution/reference` (normalize.go, regexp.go),
 * `pkg/util/parsers/parsers.go`, `SP/imagelocality/image_locality.go` normalizedImageName
 */
export interface ImageReference {
  /** `docker.io/library/nginx`. */
  readonly repository: string
  /** `latest` where neither tag nor digest is given. */
  readonly tag: string
  /** `sha256:…` or nothing. */
  readonly digest: string
}

export type ParsedImage =
  | { readonly ok: true; readonly reference: ImageReference }
  | { readonly ok: false; readonly error: string }

export function parseImage(image: string): ParsedImage {
  if (/^[0-9a-f]{64}$/.test(image))
    return failed(`invalid repository name (${image}), cannot specify 64-byte hexadecimal strings`)
  const { domain, remainder } = splitDomain(image)
  const colon = remainder.indexOf(':')
  const path = colon < 0 ? remainder : remainder.slice(0, colon)
  if (path !== path.toLowerCase())
    return failed(`invalid reference format: repository name (${path}) must be lowercase`)
  const match = pattern.exec(`${domain}/${remainder}`)
  if (!match) return failed('invalid reference format')
  const [, repository = '', tag = '', digest = ''] = match
  if (repository.length > 255) return failed('repository name must not be more than 255 characters')
  return { ok: true, reference: { repository, tag: tag || (digest ? '' : 'latest'), digest } }
}

/** What the kubelet asks the runtime for: a missing tag is `latest`. */
export function withDefaultTag(image: string): ParsedImage & { readonly image: string } {
  const parsed = parseImage(image)
  if (!parsed.ok)
    return { ok: false, image, error: `couldn't parse image name "${image}": ${parsed.error}` }
  const { tag, digest } = parsed.reference
  return { ...parsed, image: digest || image.endsWith(`:${tag}`) ? image : `${image}:${tag}` }
}

/** How the scheduler spells an image before it compares it with the names on nodes. */
export function normalizedImageName(image: string): string {
  return image.lastIndexOf(':') <= image.lastIndexOf('/') ? `${image}:latest` : image
}

/** The full name: `docker.io/library/nginx:1.27`. */
export function fullName({ repository, tag, digest }: ImageReference): string {
  return `${repository}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`
}

const alphanumeric = '[a-z0-9]+'
const component = `${alphanumeric}(?:(?:[._]|__|-+)${alphanumeric})*`
const label = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])'
const domainPattern = `${label}(?:\\.${label})*(?::[0-9]+)?`
const digestPattern = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}'
const pattern = new RegExp(
  `^((?:${domainPattern}/)?${component}(?:/${component})*)` +
    `(?::(\\w[\\w.-]{0,127}))?(?:@(${digestPattern}))?$`,
)

function splitDomain(image: string): { domain: string; remainder: string } {
  const slash = image.indexOf('/')
  const first = image.slice(0, Math.max(slash, 0))
  const isDomain =
    slash >= 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase())
  const domain = isDomain ? first : 'docker.io'
  const remainder = isDomain ? image.slice(slash + 1) : image
  if (domain !== 'docker.io' && domain !== 'index.docker.io') return { domain, remainder }
  return {
    domain: 'docker.io',
    remainder: remainder.includes('/') ? remainder : `library/${remainder}`,
  }
}

function failed(error: string): ParsedImage {
  return { ok: false, error }
}
