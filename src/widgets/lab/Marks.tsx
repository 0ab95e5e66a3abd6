/** Marks along a line, however many there are: one drawing, which is redrawn and never laid out. */
interface Props {
  /** Places from 0 to 1, by how they are drawn. */
  readonly marks: Readonly<Record<string, readonly number[]>>
}

const wide = 1_000

export function Marks({ marks }: Props) {
  return (
    <svg class="marks" viewBox={`0 0 ${wide} 1`} preserveAspectRatio="none" aria-hidden="true">
      {Object.entries(marks).map(([name, places]) => (
        <path key={name} class={name} d={places.map((x) => `M${round(x * wide)} 0v1`).join('')} />
      ))}
    </svg>
  )
}

function round(x: number): number {
  return Math.round(x * 10) / 10
}
