/**
 * Objects of one kind as rows, with the columns that the API server gives each kind.
 *
 * *Upstream:* `staging/src/k8s.io/cli-runtime/pkg/printers/tableprinter.go`
 */
import type { KubernetesObject } from '../../kubernetes/api/meta.ts'
import { ageColumn, labelsText, nameColumn } from '../../kubernetes/kube-apiserver/columns/cells.ts'
import type { Column } from '../../kubernetes/kube-apiserver/columns/column.ts'
import { columns } from '../../kubernetes/kube-apiserver/columns.ts'
import { type Kind, qualifiedSingular } from '../kinds.ts'
import { oneLine, TableWriter } from './table.ts'

export interface TableOptions {
  readonly nowMs: number
  readonly wide?: boolean
  readonly namespaces?: boolean
  readonly showLabels?: boolean
  /** Keys after `-L`. */
  readonly labelColumns?: readonly string[]
  /** Names carry their kind, `pod/web`. */
  readonly withKind?: boolean
  readonly headers?: boolean
}

/** A table that can grow: headers stand above its first rows only. */
export class ObjectTable {
  readonly #kind: Kind
  readonly #options: TableOptions
  readonly #writer = new TableWriter()
  readonly #columns: readonly Column<KubernetesObject>[]
  #begun = false

  constructor(kind: Kind, options: TableOptions) {
    this.#kind = kind
    this.#options = options
    const known = columns[kind.resource] as readonly Column<KubernetesObject>[] | undefined
    this.#columns = (known ?? [nameColumn, ageColumn]).filter(
      ({ priority }) => options.wide || priority === 0,
    )
  }

  /** The rows as text; nothing for none. */
  rows(objects: readonly KubernetesObject[], nowMs = this.#options.nowMs): string {
    if (objects.length === 0) return ''
    const rows = objects.map((object) => this.#row(object, nowMs))
    const withHeader =
      this.#begun || this.#options.headers === false ? rows : [this.#header(), ...rows]
    this.#begun = true
    return this.#writer.rows(withHeader)
  }

  #header(): readonly string[] {
    const { namespaces, showLabels, labelColumns = [] } = this.#options
    return [
      ...(namespaces ? ['NAMESPACE'] : []),
      ...this.#columns.map(({ name }) => name),
      ...labelColumns.map((key) => key.slice(key.lastIndexOf('/') + 1).toUpperCase()),
      ...(showLabels ? ['LABELS'] : []),
    ]
  }

  #row(object: KubernetesObject, nowMs: number): readonly string[] {
    const { namespaces, showLabels, labelColumns = [], withKind } = this.#options
    const { labels, namespace = '' } = object.metadata
    const cells = this.#columns.map((column) => {
      const cell = oneLine(String(column.cell(object, nowMs)))
      return withKind && column.name === 'NAME' ? `${qualifiedSingular(this.#kind)}/${cell}` : cell
    })
    return [
      ...(namespaces ? [namespace] : []),
      ...cells,
      ...labelColumns.map((key) => labels?.[key] ?? ''),
      ...(showLabels ? [labelsText(labels)] : []),
    ]
  }
}
