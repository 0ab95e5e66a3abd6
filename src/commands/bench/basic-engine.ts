/** What a lab opens with, to be weighed. */
import { basicDistribution } from '../../kubernetes/basic-components.ts'
import { createCluster } from '../../kubernetes/cluster.ts'

console.log(createCluster, basicDistribution)
