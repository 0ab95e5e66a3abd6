/**
 * Who may do what. A component may read what it declares to watch and write what it declares to
 * write; a declaration that lies does not run. People are cluster-admin.
 *
 * *Upstream:* `plugin/pkg/auth/authorizer/rbac`
 * *Leaves out:* roles and bindings as objects, the node authorizer.
 */
import type { ComponentDefinition, Permission } from '../component.ts'
import type { Request } from './request.ts'

export const adminUser = 'kubernetes-admin'

export type Authorizer = (request: Request) => boolean

interface Rights {
  readonly reads: ReadonlySet<string>
  readonly writes: ReadonlySet<string>
}

export function createAuthorizer(components: readonly ComponentDefinition[]): Authorizer {
  const rights = new Map<string, { reads: Set<string>; writes: Set<string> }>()
  for (const definition of components)
    for (const user of [definition.name, definition.partOf])
      if (user) {
        const own = rights.get(user) ?? { reads: new Set(), writes: new Set() }
        rights.set(user, own)
        for (const resource of definition.watches) own.reads.add(resource)
        // What one may write one may also look at: every change starts from the newest object.
        for (const permission of definition.writes) own.reads.add(resourceOf(permission))
        // The roof process only watches; its parts write under their own names.
        if (user === definition.name)
          for (const permission of definition.writes) own.writes.add(permission)
      }
  const known = new Map<string, Rights | undefined>()
  const rightsOf = (user: string) => {
    if (!known.has(user)) known.set(user, rights.get(/^system:([a-z-]+)/.exec(user)?.[1] ?? ''))
    return known.get(user)
  }
  return (request) => {
    if (request.user === adminUser) return true
    const own = rightsOf(request.user)
    return own !== undefined && allows(own, request)
  }
}

function allows(rights: Rights, { verb, resource, subresource }: Request): boolean {
  if (rights.writes.has('*')) return true
  if (verb === 'get' || verb === 'list' || verb === 'watch') return rights.reads.has(resource)
  return rights.writes.has(subresource ? `${resource}/${subresource}` : resource)
}

function resourceOf(permission: Permission): string {
  return permission.split('/', 1)[0] as string
}
