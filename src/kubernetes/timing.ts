/**
 * Every delay and period of the cluster. Those with an upstream name are upstream's defaults and
 * are facts; those marked *parameter* have no fixed value in Kubernetes (network, pull, start).
 *
 * *Upstream:* `pkg/controller/nodelifecycle/config/v1alpha1/defaults.go`,
 * `pkg/kubelet/apis/config/v1beta1/defaults.go`, `pkg/kubelet/kubelet.go`,
 * `pkg/controller/controller_utils.go`, `staging/src/k8s.io/client-go/util/workqueue`
 */
const second = 1000
const minute = 60 * second

export const timing = {
  /** Watch news on its way from the API server, each stream with its own delay. *Parameter.* */
  watchDelayMs: { from: 2, to: 25 },
  /** From a key in the queue to its reconcile. *Parameter.* */
  reconcileMs: { from: 1, to: 8 },
  /** Work queue: 5 ms, doubled each time, at most 1000 s. */
  requeueBaseMs: 5,
  requeueMaxMs: 1000 * second,
  /** Reflector: reconnect after 0.8 s, doubled, at most 30 s. */
  relistBaseMs: 800,
  relistMaxMs: 30 * second,
  expectationsTimeoutMs: 5 * minute,

  /** kubelet: lease of 40 s renewed every 10 s; status written when changed or every 5 min. */
  leaseDurationMs: 40 * second,
  leaseRenewMs: 10 * second,
  nodeStatusUpdateMs: 10 * second,
  nodeStatusReportMs: 5 * minute,
  /** kubelet: looks at its containers once a second (PLEG). */
  plegRelistMs: 1 * second,
  /** kubelet: asks for its container runtime every 5 s; silent for 30 s it counts as down. */
  runtimeCheckMs: 5 * second,
  runtimeDownMs: 30 * second,
  /** kubelet: looks for what nobody wants any more every 2 s. */
  housekeepingMs: 2 * second,
  /** kubelet: syncs a Pod again after an error, stretched by up to one half. */
  podSyncBackOffMs: 10 * second,
  /** kubelet: from a Pod's arrival to its first sync. *Parameter.* */
  podSyncMs: { from: 10, to: 50 },
  /** kubelet: measures memory and disk every 10 s; a pressure is told of for 5 min after its end. */
  evictionMonitorMs: 10 * second,
  pressureTransitionMs: 5 * minute,
  imageCollectionMs: 5 * minute,
  restartBackOffBaseMs: 10 * second,
  restartBackOffMaxMs: 5 * minute,
  restartBackOffResetMs: 10 * minute,
  imageBackOffBaseMs: 10 * second,
  imageBackOffMaxMs: 5 * minute,
  /** kubelet: removes a finished Pod from the API this long after its end. *Parameter.* */
  podCleanupMs: 1 * second,
  terminationGraceSeconds: 30,

  /** From power on to running processes. *Parameter.* */
  machineBootMs: 20 * second,
  /** A process of the container. *Parameter.* */
  containerStartMs: { from: 100, to: 400 },
  /** What a well-behaved program needs after SIGTERM. *Parameter.* */
  containerStopMs: { from: 100, to: 500 },
  sandboxStartMs: { from: 50, to: 200 },
  /** Image registry: fixed part and bytes per second. *Parameter.* */
  imagePullBaseMs: 800,
  imagePullBytesPerSecond: 25_000_000,

  /** kube-controller-manager */
  nodeMonitorPeriodMs: 5 * second,
  nodeMonitorGraceMs: 50 * second,
  nodeStartupGraceMs: 60 * second,
  /** One node per 10 s and zone may get the NoExecute taint. */
  nodeEvictionIntervalMs: 10 * second,
  /** In a large zone, most of which is silent: one per 100 s. */
  secondaryNodeEvictionIntervalMs: 100 * second,
  nodeEvictionScanMs: 100,
  defaultTolerationSeconds: 300,
  podGarbageCollectionMs: 20 * second,
  podGarbageQuarantineMs: 40 * second,

  /** kube-scheduler */
  schedulingMs: { from: 2, to: 10 },
  podInitialBackOffMs: 1 * second,
  podMaxBackOffMs: 10 * second,
  unschedulableFlushMs: 30 * second,
  unschedulableMaxMs: 5 * minute,

  /** How long the scheduler waits for a Pod's volumes. */
  volumeBindMs: 10 * minute,

  /** Claims without a volume are looked at again this often. */
  claimSyncMs: 15 * second,
  /** What a provisioner needs to make a volume, or to remove one. *Parameter.* */
  volumeProvisionMs: { from: 1500, to: 3000 },

  /** kube-proxy: rules are rewritten at most once a second. */
  proxyMinSyncMs: 1 * second,

  /** kube-apiserver compacts etcd every five minutes. */
  /** API server: a bookmark for each watch that wants them. */
  bookmarkMs: 1 * minute,
  compactionMs: 5 * minute,
} as const

/** A stretch of time drawn anew each time it is needed. */
export interface Span {
  readonly from: number
  readonly to: number
}
