/** Asking for what may not be there, where its absence is the answer and no failure. */
import type { ResourceName, ResourceTypes } from '../api/resource-types.ts'
import { ApiError, type Client } from './client.ts'

/** The object as etcd has it now, if it is there. @throws {ApiError} every refusal but NotFound */
export function find<K extends ResourceName>(
  client: Client,
  resource: K,
  key: string,
): ResourceTypes[K] | undefined {
  try {
    return client.get(resource, key)
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'NotFound') return undefined
    throw error
  }
}
