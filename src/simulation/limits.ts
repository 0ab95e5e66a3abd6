/**
 * Every bound of the simulation, named in one place. Reaching one is a sentence for the reader,
 * never a frozen tab.
 */
export const limits = {
  /** Virtual time one call of `settle` may use up. */
  settleMs: 30 * 60 * 1000,
  /** Timers one call of `settle` or `advance` may run. */
  stepsPerSettle: 500_000,
  /** Timers one animation frame may run before the page gets its turn. */
  stepsPerFrame: 4_000,
  /** Writes after which an animation frame shows what there is: hundreds at once take many. */
  writesPerFrame: 90,
  /** Timers waiting at once. */
  queuedTimers: 1_000_000,
  /** Entries the trace keeps; the oldest are dropped first. */
  traceEntries: 200_000,
  /** Actions in one recording. */
  actionsPerRecording: 1_000,
  /** Characters of YAML one action may carry. */
  manifestCharacters: 1_000_000,
  /** Objects one manifest may declare. */
  objectsPerManifest: 500,
  /** Replicas one object may ask for in a lab on a page. */
  replicasPerObject: 1_000,
  /** etcd keeps this many revisions before it compacts the oldest. */
  revisionsKept: 50_000,
} as const
