/**
 * `kubectl describe`: objects told at length, with their events.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/describe/describe.go`
 */
import { isStatus } from '../../kubernetes/kube-apiserver/request.ts'
import { type Found, listObjects, type Place, readObject } from '../api.ts'
import { type Call, type Command, fileFlags, namespaceOf, selectorFlags } from '../command.ts'
import { description } from '../describe/describe.ts'
import { errorText } from '../error-text.ts'
import { Failure } from '../failure.ts'
import { findObjects, foundObject, readTargets } from '../targets.ts'

export const describe: Command = {
  name: 'describe',
  usage: '(TYPE [NAME] | TYPE/NAME)',
  says: {
    ja: '1つずつくわしく、できごとも一緒に見せます。',
    en: 'Tell objects at length, with their events.',
  },
  examples: ['kubectl describe pod web-1', 'kubectl describe nodes'],
  takes: 'kinds',
  flags: {
    ...fileFlags,
    ...selectorFlags,
    'all-namespaces': ['bool', 'A'],
    'show-events': 'bool',
    'chunk-size': 'number',
  },
  run(call) {
    const asked = readTargets(call)
    if (asked.kinds.length === 0 && asked.places.length === 0)
      throw new Failure(
        'error: You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.\n'.trimEnd(),
      )
    const listed = findObjects(call, { kinds: asked.kinds, places: [] }).found
    let failed = false
    const named = asked.places.flatMap((place) => {
      const found = readByName(call, place)
      if (found.length === 0) failed = true
      return found
    })
    const found = [...listed, ...named]
    const withEvents = call.flags.is('show-events', true)
    const texts = found.map(({ kind, object }) => description(call.desk, kind, object, withEvents))
    if (texts.length > 0) call.print(texts.join('\n\n\n'))
    else if (!failed) {
      const scoped =
        asked.kinds.some(({ namespaced }) => namespaced) && !call.flags.is('all-namespaces')
      call.complain(
        scoped ? `No resources found in ${namespaceOf(call)} namespace.` : 'No resources found',
      )
    }
    return failed ? 1 : 0
  },
}

/** The object of this name, or all whose names begin so. */
function readByName(call: Call, place: Place): readonly Found[] {
  const object = readObject(call.desk, place)
  if (!isStatus(object)) return [{ ...place, object }]
  if (object.reason === 'NotFound') {
    const all = listObjects(call.desk, place.kind, { namespace: place.namespace }).items
    const near = all.filter(({ metadata }) => metadata.name.startsWith(place.name))
    if (near.length > 0) return near.map((one) => foundObject(place.kind, one))
  }
  call.complain(errorText(object))
  return []
}
