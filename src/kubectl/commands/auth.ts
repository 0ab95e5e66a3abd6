/**
 * `kubectl auth`: what one may do, and who one is.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/auth`
 * *Leaves out:* `reconcile`. This cluster's one user may do everything.
 */
import { adminUser } from '../../kubernetes/kube-apiserver/authorization.ts'
import { toYaml } from '../../manifests/to-yaml.ts'
import type { Command } from '../command.ts'
import { Failure } from '../failure.ts'
import { findKind } from '../kinds.ts'
import { inOrder } from '../print/in-order.ts'
import { TableWriter } from '../print/table.ts'

const twoArguments =
  "error: you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples."

export const authCanI: Command = {
  name: 'auth can-i',
  usage: 'VERB TYPE',
  says: { ja: '自分に許されているかを尋ねます。', en: 'Ask whether you are allowed to.' },
  examples: ['kubectl auth can-i create pods', 'kubectl auth can-i --list'],
  takes: 'kinds',
  flags: {
    'all-namespaces': ['bool', 'A'],
    quiet: ['bool', 'q'],
    list: 'bool',
    'no-headers': 'bool',
    subresource: 'text',
  },
  run({ words, flags, print, complain }) {
    if (flags.is('list')) {
      const rows = [
        ['*.*', '[]', '[]', '[*]'],
        ['', '[*]', '[]', '[*]'],
      ]
      const header = ['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs']
      print(new TableWriter().rows(flags.is('no-headers') ? rows : [header, ...rows]))
      return 0
    }
    const [verb, type] = words
    if (verb === undefined || type === undefined || words.length > 2)
      throw new Failure(twoArguments)
    const [name = ''] = type.split('/')
    const kind = findKind(name)
    if (!type.startsWith('/') && name !== '*') {
      if (!kind) complain(`Warning: the server doesn't have a resource type '${name}'\n`)
      else if (!kind.namespaced && !flags.is('all-namespaces'))
        complain(
          `Warning: resource '${kind.resource}' is not namespace scoped${kind.group ? ` in group '${kind.group}'` : ''}\n`,
        )
    }
    const isOther = Boolean(flags.text('as')) && flags.text('as') !== adminUser
    if (!flags.is('quiet')) print(isOther ? 'no' : 'yes')
    return isOther ? 1 : 0
  },
}

const groups = ['kubeadm:cluster-admins', 'system:authenticated']

export const whoAmI: Command = {
  name: 'auth whoami',
  usage: '',
  says: {
    ja: 'APIサーバーから見て、自分がだれかを尋ねます。',
    en: 'Ask who the API server takes you for.',
  },
  examples: ['kubectl auth whoami'],
  takes: 'nothing',
  flags: { output: ['text', 'o'] },
  run({ print, write, flags }) {
    const output = flags.text('output')
    const review = {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'SelfSubjectReview',
      metadata: {},
      status: { userInfo: { groups, username: adminUser } },
    }
    if (output === 'yaml') write(toYaml(review))
    else if (output === 'json') print(JSON.stringify(inOrder(review), undefined, 4))
    else
      print(
        new TableWriter().rows([
          ['ATTRIBUTE', 'VALUE'],
          ['Username', adminUser],
          ['Groups', `[${groups.join(' ')}]`],
        ]),
      )
    return 0
  },
}
