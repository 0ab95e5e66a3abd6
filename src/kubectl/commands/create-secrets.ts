/**
 * `kubectl create secret`: of any data, of certificates, of accounts at a registry.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/cmd/create/create_secret*.go`
 */
import type { Json } from '../../kubernetes/kube-apiserver/strategic-merge.ts'
import type { Bilingual } from '../../language.ts'
import type { Call, Command } from '../command.ts'
import { Failure } from '../failure.ts'
import type { FlagTable } from '../flags.ts'
import { head, make, makingFlags, onlyName, required, servedKind } from './create.ts'
import { base64, dataOf } from './create-data.ts'

interface Recipe {
  readonly name: string
  readonly usage: string
  readonly says: Bilingual
  readonly example: string
  readonly flags: FlagTable
  readonly failure: string
  body(call: Call): Json
}

const recipes: readonly Recipe[] = [
  {
    name: 'generic',
    usage: 'NAME [--from-literal=KEY=VALUE]',
    says: { ja: 'Secretを作ります。', en: 'Create a Secret.' },
    example: 'kubectl create secret generic token --from-literal=key=value',
    flags: { 'from-literal': 'list', 'from-file': 'list', 'from-env-file': 'list', type: 'text' },
    // Without a colon, as upstream has it.
    failure: 'failed to create secret',
    body(call) {
      const texts = Object.entries(dataOf(call, 'Data for Secret', 'Secret'))
      const type = call.flags.text('type')
      return {
        ...(texts.length > 0
          ? { data: Object.fromEntries(texts.map(([key, text]) => [key, base64(text)])) }
          : {}),
        ...(type ? { type } : {}),
      }
    },
  },
  {
    name: 'docker-registry',
    usage: 'NAME --docker-username=USER --docker-password=PASSWORD --docker-server=SERVER',
    says: {
      ja: 'コンテナレジストリーのアカウントを入れたSecretを作ります。',
      en: 'Create a Secret with an account at a container registry.',
    },
    example:
      'kubectl create secret docker-registry pull --docker-username=ann --docker-password=x --docker-server=registry.example',
    flags: {
      'docker-username': 'text',
      'docker-password': 'text',
      'docker-server': 'text',
      'docker-email': 'text',
      'from-file': 'list',
    },
    failure: 'failed to create secret',
    body({ flags }) {
      const [username, password] = [flags.text('docker-username'), flags.text('docker-password')]
      const server = flags.text('docker-server') ?? 'https://index.docker.io/v1/'
      if (!username || !password || !server)
        throw new Failure(
          'error: either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
        )
      const email = flags.text('docker-email')
      const account = { username, password, ...(email ? { email } : {}) }
      const auths = { [server]: { ...account, auth: base64(`${username}:${password}`) } }
      return {
        data: { '.dockerconfigjson': base64(JSON.stringify({ auths })) },
        type: 'kubernetes.io/dockerconfigjson',
      }
    },
  },
  {
    name: 'tls',
    usage: 'NAME --cert=FILE --key=FILE',
    says: {
      ja: '証明書と鍵を入れたSecretを作ります。',
      en: 'Create a Secret with a certificate and its key.',
    },
    example: 'kubectl create secret tls web --cert=tls.crt --key=tls.key',
    flags: { cert: 'text', key: 'text' },
    failure: 'failed to create secret',
    body(call) {
      required(call, 'cert', 'key')
      const [cert, key] = ['cert', 'key'].map((flag) => pemOf(call, flag)) as [string, string]
      if (!cert.includes('-----BEGIN CERTIFICATE-----'))
        throw new Failure('error: tls: failed to find any PEM data in certificate input')
      return {
        data: { 'tls.crt': base64(cert), 'tls.key': base64(key) },
        type: 'kubernetes.io/tls',
      }
    },
  },
]

function pemOf({ flags, session }: Call, flag: string): string {
  const file = flags.text(flag) ?? ''
  const text = session.files.get(file.replace(/^\.\//, ''))
  if (text !== undefined) return text
  throw new Failure(`error: Cannot read file ${file}, open ${file}: no such file or directory`)
}

export const createSecrets: readonly Command[] = recipes.map((recipe) => ({
  name: `create secret ${recipe.name}`,
  usage: recipe.usage,
  says: recipe.says,
  examples: [recipe.example],
  flags: { ...makingFlags, 'append-hash': 'bool', ...recipe.flags },
  takes: 'nothing',
  run(call) {
    const name = onlyName(call, `create secret ${recipe.name}`)
    const kind = servedKind('secret')
    const { failure } = recipe
    make(call, kind, { ...head(kind, name, call), ...recipe.body(call) }, { failure })
    return 0
  },
}))
