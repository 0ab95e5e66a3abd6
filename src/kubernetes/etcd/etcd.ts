/* placeholder */
export interface Etcd {
  readonly revision: number
}
