/** Reaching into objects of any kind, as they come over the wire. */
import type { KubernetesObject } from '../kubernetes/api/meta.ts'
import { isJson, type Json } from '../kubernetes/kube-apiserver/strategic-merge.ts'

/** What stands at `spec.replicas`, or nothing. */
export function at(object: unknown, path: string): unknown {
  let value: unknown = object
  for (const name of path.split('.')) value = isJson(value) ? value[name] : undefined
  return value
}

export function textAt(object: unknown, path: string, fallback = ''): string {
  const value = at(object, path)
  return value === undefined || value === null ? fallback : String(value)
}

export function numberAt(object: unknown, path: string): number {
  const value = at(object, path)
  return typeof value === 'number' ? value : 0
}

export function listAt(object: unknown, path: string): readonly unknown[] {
  const value = at(object, path)
  return Array.isArray(value) ? value : []
}

export function mapAt(object: unknown, path: string): Json {
  const value = at(object, path)
  return isJson(value) ? value : {}
}

/** `{ spec: { replicas: 3 } }` out of `spec.replicas` and 3. */
export function nested(path: string, value: unknown): Json {
  return path
    .split('.')
    .reverse()
    .reduce((inner: unknown, name) => ({ [name]: inner }), value) as Json
}

export function asObject(value: unknown): KubernetesObject {
  return value as KubernetesObject
}
