/** All areas of the tables, in the order of their README. */
import type { Areas } from './area.ts'
import { controllers } from './controllers.ts'
import { deployments } from './deployments.ts'
import { kubectl } from './kubectl.ts'
import { kubelet } from './kubelet.ts'
import { requests } from './requests.ts'
import { scheduler } from './scheduler.ts'
import { values } from './values.ts'

export const areas: Areas = {
  ...values,
  ...requests,
  ...deployments,
  ...controllers,
  ...scheduler,
  ...kubelet,
  ...kubectl,
}
