import { expect, it } from 'vitest'
import { testCluster } from '../kubernetes/cluster-for-tests.ts'
import type { Session } from './command.ts'
import { runLine } from './kubectl.ts'
import { deskOf } from './transcripts/play-transcript.ts'

const map = (data: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: cm1 }\ndata: ${data}\n`
const deployment = (replicas: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  ${replicas}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: nginx, image: nginx:1.27 }] }
`
const files = new Map([
  ['cm.yaml', map('{ a: "1", b: "2" }')],
  ['cm2.yaml', map('{ a: "9", b: "2" }')],
  ['web.yaml', deployment('replicas: 3')],
  ['less.yaml', deployment('minReadySeconds: 0')],
  ['bad.yaml', deployment('replicas: three')],
])

function prompt() {
  const desk = deskOf(testCluster())
  const session: Session = { context: 'x', namespace: 'default', files }
  return (line: string) => {
    const { stdout, stderr, exitCode } = runLine(desk, session, line)
    return `${stdout}${stderr}`.trimEnd() + (exitCode === 0 ? '' : `\n! exit ${exitCode}`)
  }
}

const conflict = `error: Apply failed with 1 conflict: conflict with "kubectl": .data.a
Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts
! exit 1`

// As a real v1.35 cluster answered the same commands.
it('applies, shares, refuses and takes over', () => {
  const says = prompt()
  expect(says('kubectl apply --server-side -f cm.yaml')).toBe('configmap/cm1 serverside-applied')
  const asOther = '--field-manager=other'
  expect(says(`kubectl apply --server-side -f cm.yaml ${asOther}`)).toBe(
    'configmap/cm1 serverside-applied',
  )
  expect(says(`kubectl apply --server-side -f cm2.yaml ${asOther}`)).toBe(conflict)
  expect(says(`kubectl apply --server-side -f cm2.yaml ${asOther} --force-conflicts`)).toBe(
    'configmap/cm1 serverside-applied',
  )
  const shown = says('kubectl get cm cm1 -o yaml --show-managed-fields').replace(
    /(time|creationTimestamp|uid|resourceVersion): .*/g,
    '$1',
  )
  expect(shown).toBe(`apiVersion: v1
data:
  a: "9"
  b: "2"
kind: ConfigMap
metadata:
  creationTimestamp
  managedFields:
  - apiVersion: v1
    fieldsType: FieldsV1
    fieldsV1:
      f:data:
        f:b: {}
    manager: kubectl
    operation: Apply
    time
  - apiVersion: v1
    fieldsType: FieldsV1
    fieldsV1:
      f:data:
        f:a: {}
        f:b: {}
    manager: other
    operation: Apply
    time
  name: cm1
  namespace: default
  resourceVersion
  uid`)
  expect(says('kubectl get cm cm1 -o yaml')).not.toContain('managedFields')
})

const owners =
  `kubectl get deploy web --show-managed-fields -o ` +
  `jsonpath='{range .metadata.managedFields[*]}{.manager} {.operation} {.subresource}{"\\n"}{end}'`

it('takes over what client-side apply owned, so that fields left out go', () => {
  const says = prompt()
  says('kubectl apply -f web.yaml')
  expect(says(owners)).toContain('kubectl-client-side-apply Update')
  expect(says('kubectl apply -f web.yaml --server-side')).toBe(
    'deployment.apps/web serverside-applied',
  )
  expect(
    says(owners)
      .split('\n')
      .map((line) => line.trim())
      .sort(),
  ).toEqual(['kubectl Apply', 'kubectl-last-applied Apply'])
  says('kubectl apply -f less.yaml --server-side')
  expect(says(`kubectl get deploy web -o jsonpath='{.spec.replicas}'`)).toBe('1')
})

it('names scale among the owners', () => {
  const says = prompt()
  says('kubectl apply -f web.yaml --server-side')
  says('kubectl scale deploy web --replicas=5')
  expect(says(owners)).toBe('kubectl Apply \nkubectl Update scale')
  expect(says('kubectl apply -f web.yaml --server-side').split('\n')[0]).toBe(
    'error: Apply failed with 1 conflict: conflict with "kubectl" with subresource "scale" using apps/v1: .spec.replicas',
  )
})

it.each([
  [
    '-f bad.yaml --server-side',
    'Error from server: failed to create typed patch object (default/web; apps/v1, Kind=Deployment): ' +
      '.spec.replicas: expected numeric (int or float), got string',
  ],
  ['-f web.yaml --force-conflicts', 'error: --force-conflicts only works with --server-side'],
  [
    '-f web.yaml --server-side --dry-run=client',
    "error: --dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)",
  ],
])('refuses %s', (words, text) => {
  expect(prompt()(`kubectl apply ${words}`)).toBe(`${text}\n! exit 1`)
})

it('rehearses on the server', () => {
  const says = prompt()
  expect(says('kubectl apply -f web.yaml --server-side --dry-run=server')).toBe(
    'deployment.apps/web serverside-applied (server dry run)',
  )
  expect(says('kubectl get deploy')).toBe('No resources found in default namespace.')
})
