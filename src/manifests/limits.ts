/** Every bound of this room. Reaching one is a sentence for the reader, not a freeze. */
export const limits = {
  /** Characters of one text. etcd refuses objects above 1.5 MB, so a manifest needs no more. */
  characters: 1_000_000,
  /** Mappings and lists inside one another; the deepest Kubernetes field needs about twenty. */
  depth: 100,
  /** What aliases and merge keys may add to a text, in nodes and units of 32 characters. */
  expansion: 100_000,
  /** Diagnostics of one text; after that, more of them help nobody. */
  diagnostics: 50,
} as const
