/** The book's four lanes, for either side. */
import type { RaceTexts } from './texts.ts'

interface Props {
  readonly texts: RaceTexts
  readonly desired: string
  readonly actual: string
  readonly difference: string
  readonly differs: boolean
  readonly action: string
}

export function RaceLanes({ texts, desired, actual, difference, differs, action }: Props) {
  return (
    <dl class="lanes">
      <div data-lane="desired">
        <dt>{texts.desired}</dt>
        <dd>{desired}</dd>
      </div>
      <div data-lane="actual">
        <dt>{texts.actual}</dt>
        <dd>{actual}</dd>
      </div>
      <div data-lane="difference" data-differs={differs}>
        <dt>{texts.difference}</dt>
        <dd>{difference}</dd>
      </div>
      <div data-lane="action">
        <dt>{texts.action}</dt>
        <dd>{action}</dd>
      </div>
    </dl>
  )
}
