/**
 * Volumes: what they get where they leave things open, and what they must say.
 *
 * *Upstream:* `pkg/apis/core/v1/defaults.go`, `pkg/apis/core/validation/validation.go`
 * ValidateVolumes
 * *Leaves out:* the rules of particular storage makers.
 */
import {
  duplicateValue,
  type FieldError,
  forbiddenField,
  invalidValue,
  notFoundValue,
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
}

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
  if (withMode.includes(kind)) return { ...volume, [kind]: { defaultMode, ...content } } as Volume
  return kind === 'hostPath'
    ? ({ ...volume, hostPath: { type: '', ...content } } as Volume)
    : volume
}

export function validateVolumes(field: string, volumes: readonly Volume[]): FieldError[] {
  const names = new Set<string>()
  return volumes.flatMap((volume, index) => {
    const at = `${field}[${index}]`
    const errors: FieldError[] = []
    const sources = sourcesOf(volume)
    for (const [position, [kind, content]] of sources.entries()) {
      const key = needed[kind]
      if (position > 0) {
        const text = 'may not specify more than 1 volume type'
        errors.push(forbiddenField(`${at}.${kind}`, text))
      } else if (key && !content[key]) errors.push(required(`${at}.${kind}.${key}`))
    }
    const { name } = volume
    if (!name) errors.push(required(`${at}.name`))
    else errors.push(...checked(`${at}.name`, name, isDns1123Label))
    if (names.has(name)) errors.push(duplicateValue(`${at}.name`, name))
    names.add(name)
    return errors
  })
}

export function validateMounts(
  field: string,
  mounts: readonly VolumeMount[],
  volumes: readonly Volume[],
): FieldError[] {
  const paths = new Set<string>()
  return mounts.flatMap(({ name, mountPath }, index) => {
    const at = `${field}[${index}]`
    const errors: FieldError[] = []
    if (!name) errors.push(required(`${at}.name`))
    if (!volumes.some((volume) => volume.name === name))
      errors.push(notFoundValue(`${at}.name`, name))
    if (!mountPath) errors.push(required(`${at}.mountPath`))
    if (paths.has(mountPath))
      errors.push(invalidValue(`${at}.mountPath`, mountPath, 'must be unique'))
    paths.add(mountPath)
    return errors
  })
}

/** In the order in which upstream looks at them: `emptyDir` first. */
function sourcesOf(volume: Volume): (readonly [string, Source])[] {
  const sources = Object.entries(volume).filter(([key]) => key !== 'name')
  return sources.sort(([a], [b]) => Number(b === 'emptyDir') - Number(a === 'emptyDir'))
}
