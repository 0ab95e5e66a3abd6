/** The fields a step changed: what they were, and what they are. */
import type { FieldChange } from '../../lab/changed-fields.ts'
import type { FollowTexts } from './texts.ts'

interface Props {
  readonly fields: readonly FieldChange[]
  /** Nobody wrote them: the API server filled them in. */
  readonly isAdded: boolean
  readonly texts: FollowTexts
}

export function Fields({ fields, isAdded, texts }: Props) {
  const shown = (value: string | undefined) =>
    value === undefined ? texts.absent : value === '' ? texts.empty : value
  return (
    <table class="follow-fields">
      <caption>{isAdded ? texts.added : texts.changed}</caption>
      <thead>
        <tr>
          <th scope="col">{texts.field}</th>
          <th scope="col">{texts.from}</th>
          <th scope="col">{texts.to}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ path, from, to }) => (
          <tr key={path}>
            <th scope="row">
              <code>{path}</code>
            </th>
            <td>{shown(from)}</td>
            <td data-new={to !== undefined && to !== ''}>{shown(to)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
