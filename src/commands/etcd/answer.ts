/** What an etcd answers, in one form for both. */
export interface KeyValueAnswer {
  readonly key: string
  readonly value: string
  readonly createRevision: number
  readonly modRevision: number
  readonly version: number
  readonly lease: number
}

export interface EventAnswer {
  readonly type: 'put' | 'delete'
  readonly key: string
  readonly modRevision: number
  /** The new state; of a deletion nothing. */
  readonly keyValue?: KeyValueAnswer
  readonly previous?: KeyValueAnswer
}

export interface StepAnswer {
  readonly keyValues: readonly KeyValueAnswer[]
  readonly previous: readonly KeyValueAnswer[]
}

export type Answer =
  | { readonly error: string }
  | {
      /** The revision of the whole store after the question. */
      readonly revision: number
      readonly succeeded?: boolean
      readonly steps?: readonly StepAnswer[]
      readonly keyValues?: readonly KeyValueAnswer[]
      readonly count?: number
      readonly more?: boolean
      readonly lease?: { readonly ttlSeconds: number; readonly keys: readonly string[] }
      readonly events?: readonly EventAnswer[]
      /** A watch from before this revision cannot be. */
      readonly compacted?: number
    }

export const errors = {
  compacted: 'etcdserver: mvcc: required revision has been compacted',
  noLease: 'etcdserver: requested lease not found',
} as const
