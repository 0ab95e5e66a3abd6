/** The engine with all kinds, to be weighed. */
import { createCluster } from '../../kubernetes/cluster.ts'
import { fullDistribution } from '../../kubernetes/components.ts'

console.log(createCluster, fullDistribution)
