/**
 * Volumes: what they get where they leave things open, and what they must say.
 *
 * *Upstream:* `pkg/apis/core/v1/defaults.go`, `pkg/apis/core/validation/validation.go`
 * ValidateVolumes
 * *Leaves out:* the rules of particular storage makers.
 */
import { parseQuantity } from '../../../api/quantity.ts'
import {
  duplicateValue,
  type FieldError,
  forbiddenField,
  invalidValue,
  notFoundValue,
  notSupported,
  required,
} from '../../field-error.ts'
import { isDns1123Label } from '../../names.ts'
import { checked } from '../../validation.ts'

type Source = Readonly<Record<string, unknown>>

/** A name, and one source: `emptyDir: {}`. */
export type Volume = Readonly<Record<string, Source>> & { readonly name: string & Source }

interface VolumeMount {
  readonly name: string
  readonly mountPath: string
  readonly subPath?: string
  readonly subPathExpr?: string
}

interface KeyToPath {
  readonly key?: string
  readonly path?: string
}

const hostPathTypes = [
  '',
  ...'BlockDevice CharDevice Directory DirectoryOrCreate File FileOrCreate Socket'.split(' '),
]
/** 0644, decimal. */
const defaultMode = 420
const withMode = ['configMap', 'secret', 'projected', 'downwardAPI']
/** Fields a source cannot do without. */
const needed: Readonly<Record<string, string>> = {
  hostPath: 'path',
  secret: 'secretName',
  configMap: 'name',
  persistentVolumeClaim: 'claimName',
}

export function defaultVolume(volume: Volume): Volume {
  const [source] = sourcesOf(volume)
  if (!source) return { ...volume, emptyDir: {} } as Volume
  const [kind, content] = source
  const of = (fields: Source) => ({ ...volume, [kind]: fields }) as Volume
  if (withMode.includes(kind)) return of({ defaultMode, ...withReferences(content) })
  return kind === 'hostPath' ? of({ type: '', ...content }) : volume
}

/** Where a variable or a file has its text from, if from the Pod itself. */
export interface Reference {
  readonly fieldRef?: object
  readonly resourceFieldRef?: object
}

export function defaultReference(reference: Reference): Reference {
  const { fieldRef, resourceFieldRef } = reference
  return {
    ...reference,
    ...(fieldRef ? { fieldRef: { apiVersion: 'v1', ...fieldRef } } : {}),
    ...(resourceFieldRef ? { resourceFieldRef: { divisor: '0', ...resourceFieldRef } } : {}),
  }
}

/** Items of a volume that shows the Pod, and sources of one that shows several things. */
function withReferences(content: Source): Source {
  const { items, sources } = content as { items?: readonly Source[]; sources?: readonly Source[] }
  const inner = (key: string, source: Source) => {
    const part = source[key] as Source | undefined
    return part ? { [key]: withReferences(part) } : {}
  }
  const { serviceAccountToken: token } = content as { serviceAccountToken?: object }
  return {
    ...content,
    ...(items ? { items: items.map(defaultReference) } : {}),
    ...(sources
      ? {
          sources: sources.map((source) => ({
            ...withReferences(source),
            ...inner('downwardAPI', source),
          })),
        }
      : {}),
    ...(token ? { serviceAccountToken: { expirationSeconds: 3_600, ...token } } : {}),
  }
}

/** What is wrong with them, and those that nothing is wrong with: only these can be mounted. */
export function validateVolumes(
  field: string,
  volumes: readonly Volume[],
): { readonly errors: readonly FieldError[]; readonly mountable: readonly Volume[] } {
  const names = new Set<string>()
  const mountable: Volume[] = []
  const errors = volumes.flatMap((volume, index) => {
    const at = `${field}[${index}]`
    const wrong = sourcesOf(volume).flatMap(([kind, content], position) =>
      position > 0
        ? [forbiddenField(`${at}.${kind}`, 'may not specify more than 1 volume type')]
        : validateSource(`${at}.${kind}`, kind, content),
    )
    const { name } = volume
    if (!name) wrong.push(required(`${at}.name`))
    else wrong.push(...checked(`${at}.name`, name, isDns1123Label))
    if (names.has(name)) wrong.push(duplicateValue(`${at}.name`, name))
    if (wrong.length === 0) {
      names.add(name)
      mountable.push(volume)
    }
    return wrong
  })
  return { errors, mountable }
}

function validateSource(field: string, kind: string, content: Source): FieldError[] {
  const key = needed[kind]
  const errors = key && !content[key] ? [required(`${field}.${key}`)] : []
  const { defaultMode: mode, sizeLimit, path } = content
  if (typeof mode === 'number' && (mode < 0 || mode > 0o777)) {
    const text = 'must be a number between 0 and 0777 (octal), both inclusive'
    errors.push(invalidValue(`${field}.defaultMode`, mode, text))
  }
  if (typeof sizeLimit === 'string' && (parseQuantity(sizeLimit) ?? 0n) < 0n) {
    const text = 'SizeLimit field must be a valid resource quantity'
    errors.push(forbiddenField(`${field}.sizeLimit`, text))
  }
  const { items, type } = content
  if (Array.isArray(items))
    errors.push(...items.flatMap((item, index) => validateItem(`${field}.items[${index}]`, item)))
  if (kind === 'hostPath' && !hostPathTypes.includes(String(type)))
    errors.push(notSupported(`${field}.type`, type, hostPathTypes))
  if (kind === 'hostPath' && path) errors.push(...withoutBacksteps(`${field}.path`, String(path)))
  return errors
}

/** A key becomes a file; what shows the Pod itself has no keys. */
function validateItem(field: string, item: KeyToPath & Reference): FieldError[] {
  const isOwn = item.fieldRef || item.resourceFieldRef
  return [
    ...(item.key || isOwn ? [] : [required(`${field}.key`)]),
    ...(item.path ? descending(`${field}.path`, item.path) : [required(`${field}.path`)]),
  ]
}

export function validateMounts(
  field: string,
  mounts: readonly VolumeMount[],
  volumes: readonly Volume[],
): FieldError[] {
  const paths = new Set<string>()
  return mounts.flatMap(({ name, mountPath, subPath, subPathExpr }, index) => {
    const at = `${field}[${index}]`
    const errors: FieldError[] = []
    if (!name) errors.push(required(`${at}.name`))
    if (!volumes.some((volume) => volume.name === name))
      errors.push(notFoundValue(`${at}.name`, name))
    if (!mountPath) errors.push(required(`${at}.mountPath`))
    if (paths.has(mountPath))
      errors.push(invalidValue(`${at}.mountPath`, mountPath, 'must be unique'))
    paths.add(mountPath)
    // Upstream leaves the index out here.
    if (subPath) errors.push(...descending(`${field}.subPath`, subPath))
    if (subPath && subPathExpr) {
      const text = 'subPathExpr and subPath are mutually exclusive'
      errors.push(invalidValue(`${at}.subPathExpr`, subPathExpr, text))
    }
    if (subPathExpr) errors.push(...descending(`${field}.subPathExpr`, subPathExpr))
    return errors
  })
}

function descending(field: string, path: string): FieldError[] {
  const errors = withoutBacksteps(field, path)
  return path.startsWith('/')
    ? [invalidValue(field, path, 'must be a relative path'), ...errors]
    : errors
}

function withoutBacksteps(field: string, path: string): FieldError[] {
  const isRight = !path.split('/').includes('..')
  return isRight ? [] : [invalidValue(field, path, "must not contain '..'")]
}

/** In the order in which upstream looks at them: `emptyDir` first. */
function sourcesOf(volume: Volume): (readonly [string, Source])[] {
  const sources = Object.entries(volume).filter(([key]) => key !== 'name')
  return sources.sort(([a], [b]) => Number(b === 'emptyDir') - Number(a === 'emptyDir'))
}
