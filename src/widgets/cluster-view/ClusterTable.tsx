/** The scene once more, as a table: the same state for screen readers, and for whoever likes it. */
import type { PodBox, Scene } from './scene.ts'
import type { SceneTexts } from './texts.ts'

interface Row {
  readonly node: string
  readonly state: string
  readonly pod: PodBox | undefined
}

export function ClusterTable({
  scene,
  texts,
}: {
  readonly scene: Scene
  readonly texts: SceneTexts
}) {
  const rows: Row[] = [
    ...scene.homeless.map((pod): Row => ({ node: '—', state: '—', pod })),
    ...scene.nodes.flatMap((tray) => {
      const state = tray.powered
        ? texts.nodeWords[tray.look]
        : `${texts.nodeWords[tray.look]}, ${texts.powerless}`
      const pods = tray.pods.map((pod): Row => ({ node: tray.name, state, pod }))
      return pods.length > 0 ? pods : [{ node: tray.name, state, pod: undefined }]
    }),
  ]
  return (
    <div class="scene-table">
      <table>
        <caption>{texts.tableCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.columns.node}</th>
            <th scope="col">{texts.columns.state}</th>
            <th scope="col">{texts.columns.pod}</th>
            <th scope="col">{texts.columns.status}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ node, state, pod }) => (
            <tr key={pod?.uid ?? node}>
              <th scope="row">{node}</th>
              <td>{state}</td>
              <td>{pod?.name ?? '—'}</td>
              <td>{pod ? `${pod.status}${pod.ready ? ' · Ready' : ''}` : '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
