/** Upstream's own test tables, where they lie beside the project. They are not part of it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Row } from './area.ts'

export interface Table {
  readonly area: string
  readonly rows: readonly Row[]
}

export const besideTheProject = path.resolve(
  import.meta.dirname,
  '../../../../shared/kubernetes/cases',
)

/** Every table of a folder, by name; undefined where there is no such folder. */
export function tablesIn(folder: string): readonly Table[] | undefined {
  if (!existsSync(folder)) return undefined
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const { area, cases } = JSON.parse(readFileSync(path.join(folder, name), 'utf8'))
      return { area, rows: cases }
    })
}
