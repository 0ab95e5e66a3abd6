/**
 * Which form of answer a client asks for. All are JSON or YAML: whole objects, tables to print, or the
 * metadata alone.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/endpoints/handlers/negotiation/negotiate.go`
 */

export type Form = 'object' | 'Table' | 'PartialObjectMetadata' | 'PartialObjectMetadataList'

/** The first form in the header that can be served; undefined where there is none: 406. */
export function formOf(accept: string | null): Form | undefined {
  if (!accept) return 'object'
  for (const range of accept.split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
    if (!['application/json', 'application/yaml', 'application/*', '*/*', ''].includes(type))
      continue
    const as = parameters.find((parameter) => parameter.startsWith('as='))?.slice(3)
    if (as === undefined) return 'object'
    const isMeta = parameters.includes('g=meta.k8s.io')
    if (isMeta && as === 'table') return 'Table'
    if (isMeta && as === 'partialobjectmetadata') return 'PartialObjectMetadata'
    if (isMeta && as === 'partialobjectmetadatalist') return 'PartialObjectMetadataList'
  }
  return undefined
}

/** Whether the client reads the aggregated form of discovery. */
export function wantsAggregatedDiscovery(accept: string | null): boolean {
  return /as=APIGroupDiscoveryList/i.test(accept ?? '')
}

/** Whether YAML is what the client would rather have than JSON. */
export function wantsYaml(accept: string | null): boolean {
  const types = (accept ?? '').split(',').map((range) => range.split(';', 1)[0]?.trim())
  return (
    types.find((type) => type === 'application/json' || type === 'application/yaml') ===
    'application/yaml'
  )
}
