/**
 * Keys and texts for ConfigMaps and Secrets, from flags, files and folders of files.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/create/create_configmap.go`, `…/pkg/util`
 */
import { isConfigKey } from '../../kubernetes/kube-apiserver/names.ts'
import type { Call } from '../command.ts'
import { Failure } from '../failure.ts'
import { pairsOf } from './create.ts'

/** @param where the keys stand, as one is told of two that are the same @throws {Failure} */
export function dataOf(call: Call, where: string, kind: string): Record<string, string> {
  const { flags } = call
  const data: Record<string, string> = {}
  const add = (key: string, text: string) => {
    const [problem] = isConfigKey(key)
    if (problem)
      throw new Failure(
        `error: ${JSON.stringify(key)} is not a valid key name for a ${kind}: ${problem}`,
      )
    if (Object.hasOwn(data, key))
      throw new Failure(
        `error: cannot add key ${JSON.stringify(key)}, another key by that name already exists in ${where}`,
      )
    data[key] = text
  }
  for (const literal of flags.all('from-literal')) {
    const refused = (text: string) => `invalid literal source ${text}, expected key=value`
    for (const [key, value] of Object.entries(pairsOf([literal], refused))) add(key, value)
  }
  for (const source of flags.all('from-file'))
    for (const [key, text] of filesIn(call, source)) add(key, text)
  for (const file of flags.all('from-env-file'))
    for (const line of readFile(call, file).split('\n')) {
      const [, key = '', value = ''] = /^\s*([^#=\s][^=]*)=(.*)$/.exec(line) ?? []
      if (key) add(key, value)
    }
  return data
}

/** `file`, `key=file`, or a folder. */
function filesIn(call: Call, source: string): readonly (readonly [string, string])[] {
  const [key = '', file] = source.split('=')
  if (file !== undefined) return [[key, readFile(call, file)]]
  const folder = `${key.replace(/^\.\//, '').replace(/\/$/, '')}/`
  const inside = [...call.session.files].filter(
    ([name]) => name.startsWith(folder) && !name.slice(folder.length).includes('/'),
  )
  if (inside.length > 0) return inside.map(([name, text]) => [name.slice(folder.length), text])
  return [[key.split('/').at(-1) ?? '', readFile(call, key)]]
}

/** @throws {Failure} */
export function readFile({ session }: Call, file: string): string {
  const text = session.files.get(file.replace(/^\.\//, ''))
  if (text === undefined)
    throw new Failure(`error: error reading ${file}: no such file or directory`)
  return text
}

/** UTF-8, then base64. */
export function base64(text: string): string {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  const bytes = new TextEncoder().encode(text)
  let out = ''
  for (let index = 0; index < bytes.length; index += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(index, index + 3)
    const group = (a << 16) | (b << 8) | c
    for (const [place, shift] of [18, 12, 6, 0].entries())
      out += place <= bytes.length - index ? digits[(group >> shift) & 63] : '='
  }
  return out
}
