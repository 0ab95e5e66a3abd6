/** A column of `kubectl get`. */
export interface Column<T> {
  /** As the header shows it: `UP-TO-DATE`. */
  readonly name: string
  /** 0: always shown; 1: only with `-o wide`. */
  readonly priority: 0 | 1
  cell(object: T, nowMs: number, isNarrow?: boolean): string | number
}

export function column<T>(name: string, priority: 0 | 1, cell: Column<T>['cell']): Column<T> {
  return { name, priority, cell }
}
