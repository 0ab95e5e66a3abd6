/**
 * The fields of the kinds this book teaches, with one line about each: for completion and hovers in
 * the editor, and for "did you mean" when the API server does not know a field.
 *
 * Not a schema: nothing is refused because it is missing here.
 * *Upstream:* the API reference of apps/v1 and v1; the sentences are the book's own.
 */
import type { Bilingual } from '../language.ts'
import type { KnownFields } from './complaint.ts'

export type FieldType = 'text' | 'integer' | 'boolean' | 'mapping' | 'list' | 'labels'

export interface Field {
  readonly name: string
  readonly type: FieldType
  readonly says: Bilingual
  readonly fields: readonly Field[]
}

const types: Record<string, FieldType> = {
  t: 'text',
  i: 'integer',
  b: 'boolean',
  m: 'mapping',
  l: 'list',
  // Names and values are the author's own.
  f: 'labels',
}

/** One field a line: `name type ja | en`. */
function table(text: string, inner: Record<string, readonly Field[]> = {}): readonly Field[] {
  return text
    .trim()
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, name = '', type = 't', ja = '', en = ''] =
        /^\s*(\S+) (\w) (.*?) \| (.*)$/.exec(line) ?? []
      return { name, type: types[type]!, says: { ja, en }, fields: inner[name] ?? [] }
    })
}

const metadata = table(`
  name t 名前。同じ種類・同じ名前空間の中で 1 つだけ。 | The name, unique for its kind in its namespace.
  namespace t 属する名前空間。省くと default。 | The namespace it belongs to; default if left out.
  labels f 目印。セレクターがこれで選ぶ。 | Marks by which selectors choose objects.
  annotations f 選ぶためには使わない覚え書き。 | Notes that selectors do not look at.
  generateName t 名前の前半。残りは API サーバーが決める。 | The beginning of a name the API server completes.
  finalizers l 削除の前に済ませる仕事の名前。 | What must be done before the object may go.
  ownerReferences l この物の持ち主。持ち主が消えると一緒に消える。 | The owners; when they go, this goes too.
`)

const requirement = table(`
  key t ラベルの名前。 | The name of the label.
  operator t In、NotIn、Exists、DoesNotExist のどれか。 | One of In, NotIn, Exists, DoesNotExist.
  values l In と NotIn で比べる値。 | The values for In and NotIn.
`)

const selector = table(
  `
  matchLabels f すべて一致した Pod を選ぶ。 | Chooses the Pods that have all of these labels.
  matchExpressions l 条件で選ぶ。 | Chooses by conditions.
`,
  { matchExpressions: requirement },
)

const handlers = `
  httpGet m この URL が 200 番台か 300 番台を返せば成功。 | Succeeds when this URL answers 2xx or 3xx.
  tcpSocket m このポートにつながれば成功。 | Succeeds when this port accepts a connection.
  exec m このコマンドが 0 で終われば成功。 | Succeeds when this command exits with 0.
  grpc m gRPC の健康確認に答えれば成功。 | Succeeds when the gRPC health check does.
`
const handlerFields = {
  httpGet: table(`
  path t 要求するパス。 | The path to request.
  port i ポートの番号か名前。 | The port's number or name.
  scheme t HTTP か HTTPS。 | HTTP or HTTPS.
  host t 相手のホスト。省くと Pod 自身。 | The host; the Pod itself if left out.
`),
  tcpSocket: table('port i ポートの番号か名前。 | The port’s number or name.'),
  exec: table('command l コマンドと引数。 | The command and its arguments.'),
}

const probe = table(
  `${handlers}
  initialDelaySeconds i 起動から最初の確認までの秒数。 | Seconds from the start to the first check.
  periodSeconds i 確認の間隔（秒）。既定は 10。 | Seconds between checks; 10 by default.
  timeoutSeconds i 返事を待つ秒数。既定は 1。 | Seconds to wait for an answer; 1 by default.
  failureThreshold i 何回続けて失敗したら失敗とみなすか。 | Failures in a row that count as failing.
  successThreshold i 何回続けて成功したら成功とみなすか。 | Successes in a row that count as passing.
`,
  handlerFields,
)

const container = table(
  `
  name t コンテナの名前。Pod の中で 1 つだけ。 | The container's name, unique in the Pod.
  image t 動かすイメージ。例: nginx:1.14.2 | The image to run, such as nginx:1.14.2.
  command l イメージの ENTRYPOINT の代わり。 | Replaces the image's ENTRYPOINT.
  args l イメージの CMD の代わり。 | Replaces the image's CMD.
  ports l 待ち受けるポート。 | The ports it listens on.
  env l 環境変数。 | Environment variables.
  envFrom l ConfigMap や Secret をまるごと環境変数にする。 | Whole ConfigMaps or Secrets as variables.
  resources m 必要な CPU とメモリー、その上限。 | CPU and memory it needs, and their limits.
  livenessProbe m 失敗が続くとコンテナを再起動する。 | Restarts the container when it keeps failing.
  readinessProbe m 成功している間だけ Service から通信が来る。 | Traffic from Services comes only while it passes.
  startupProbe m 起動が済むまで、ほかの確認を待たせる。 | Holds the other probes until the start is done.
  imagePullPolicy t Always、IfNotPresent、Never のどれか。 | One of Always, IfNotPresent, Never.
  volumeMounts l ボリュームを置く場所。 | Where volumes appear.
  workingDir t 作業ディレクトリー。 | The working directory.
  lifecycle m 起動直後と停止直前にすること。 | What to do just after start and before stop.
  securityContext m 権限の設定。 | Privileges.
  restartPolicy t init コンテナーで Always ならサイドカー。 | Always makes an init container a sidecar.
`,
  {
    ports: table(`
  containerPort i コンテナが待ち受ける番号（1–65535）。 | The number it listens on (1–65535).
  name t ポートの名前。 | The port's name.
  protocol t TCP、UDP、SCTP。既定は TCP。 | TCP, UDP or SCTP; TCP by default.
  hostPort i ノードで開ける番号。ふつうは書かない。 | A number to open on the node; rarely needed.
`),
    env: table(`
  name t 変数の名前。 | The variable's name.
  value t 変数の値（文字列）。 | Its value, as text.
  valueFrom m 値をほかから取る。 | Takes the value from elsewhere.
`),
    resources: table(`
  requests f 予約する量。スケジューラーが見る。 | What is reserved; the scheduler looks at it.
  limits f 使ってよい上限。 | The most it may use.
`),
    volumeMounts: table(`
  name t ボリュームの名前。 | The volume's name.
  mountPath t コンテナの中の場所。 | The place inside the container.
  subPath t ボリュームの中の一部だけ。 | Only this part of the volume.
  readOnly b 読むだけにする。 | Read only.
`),
    livenessProbe: probe,
    readinessProbe: probe,
    startupProbe: probe,
  },
)

const podSpec = table(
  `
  containers l Pod で動かすコンテナ。1 つ以上。 | The containers of the Pod, at least one.
  initContainers l 先に順番に終わらせるコンテナ。 | Containers that finish first, one by one.
  restartPolicy t Always、OnFailure、Never のどれか。 | One of Always, OnFailure, Never.
  nodeName t 動かすノード。ふつうはスケジューラーが書く。 | The node; normally the scheduler writes it.
  nodeSelector f このラベルを持つノードだけで動かす。 | Only nodes with these labels will do.
  tolerations l 受け入れる taint。 | The taints it puts up with.
  affinity m ノードやほかの Pod との近さの希望。 | Wishes about nodes and other Pods nearby.
  topologySpreadConstraints l 散らばり方の希望。 | How to spread over zones or nodes.
  terminationGracePeriodSeconds i 停止を待つ秒数。既定は 30。 | Seconds to wait for a clean stop; 30 by default.
  volumes l コンテナに渡すボリューム。 | Volumes for the containers.
  serviceAccountName t Pod が名乗る ServiceAccount。 | The ServiceAccount the Pod acts as.
  priorityClassName t 優先順位の名前。 | The name of its priority class.
  hostNetwork b ノードのネットワークをそのまま使う。 | Uses the node's own network.
  dnsPolicy t 名前解決のしかた。 | How names are resolved.
  imagePullSecrets l イメージを取るための Secret。 | Secrets for pulling images.
  activeDeadlineSeconds i 動いてよい秒数。 | Seconds it may run.
  schedulerName t 使うスケジューラー。 | The scheduler to use.
  securityContext m 権限の設定。 | Privileges.
`,
  {
    containers: container,
    initContainers: container,
    tolerations: table(`
  key t taint の名前。 | The taint's key.
  operator t Equal か Exists。 | Equal or Exists.
  value t taint の値。 | The taint's value.
  effect t NoSchedule、PreferNoSchedule、NoExecute。 | NoSchedule, PreferNoSchedule or NoExecute.
  tolerationSeconds i NoExecute を我慢する秒数。 | Seconds to put up with NoExecute.
`),
    volumes: table(`
  name t ボリュームの名前。 | The volume's name.
  emptyDir m Pod と一緒に生まれて消える空の場所。 | An empty place that lives as long as the Pod.
  configMap m ConfigMap の中身。 | The contents of a ConfigMap.
  secret m Secret の中身。 | The contents of a Secret.
  hostPath m ノードのファイル。 | Files of the node.
  persistentVolumeClaim m 消えない記憶域。 | Storage that outlives the Pod.
`),
  },
)

const template = table(
  `
  metadata m これから作る Pod のラベルなど。 | Labels and such of the Pods to be made.
  spec m これから作る Pod の中身。 | The Pods to be made.
`,
  { metadata, spec: podSpec },
)

const replicaSetSpec = `
  replicas i 望む Pod の数。既定は 1。 | How many Pods are wanted; 1 by default.
  selector m どの Pod を自分のものとみなすか。 | Which Pods count as its own.
  template m Pod のひな型。 | The pattern for its Pods.
  minReadySeconds i 準備完了から数え始めるまでの秒数。 | Seconds a Pod must be ready before it counts.
`

const deploymentSpec = table(
  `${replicaSetSpec}
  strategy m 新しい版への入れ替え方。 | How to change over to a new version.
  revisionHistoryLimit i 残しておく古い ReplicaSet の数。 | How many old ReplicaSets to keep.
  progressDeadlineSeconds i 進まないと失敗とみなす秒数。 | Seconds without progress that mean failure.
  paused b 入れ替えを止めておく。 | Holds the rollout.
`,
  {
    selector,
    template,
    strategy: table(
      `
  type t RollingUpdate か Recreate。 | RollingUpdate or Recreate.
  rollingUpdate m 少しずつ入れ替えるときの幅。 | How gradual a rolling update is.
`,
      {
        rollingUpdate: table(`
  maxSurge i 望む数を超えてよい数か割合。 | How many Pods above the wanted number, or a percentage.
  maxUnavailable i 足りなくてよい数か割合。 | How many Pods may be missing, or a percentage.
`),
      },
    ),
  },
)

const serviceSpec = table(
  `
  selector f 通信を渡す Pod のラベル。 | The labels of the Pods that get the traffic.
  ports l 受けるポートと渡す先。 | The ports it takes and where they lead.
  type t ClusterIP、NodePort、LoadBalancer、ExternalName。 | ClusterIP, NodePort, LoadBalancer or ExternalName.
  clusterIP t クラスターの中の住所。ふつうは自動。 | The address inside the cluster; normally automatic.
  sessionAffinity t None か ClientIP。 | None or ClientIP.
  externalTrafficPolicy t Cluster か Local。 | Cluster or Local.
  internalTrafficPolicy t Cluster か Local。 | Cluster or Local.
  externalName t 代わりに答える DNS の名前。 | The DNS name to answer with.
  publishNotReadyAddresses b 準備できていない Pod も含める。 | Includes Pods that are not ready.
`,
  {
    ports: table(`
  name t ポートの名前。2 つ以上なら必要。 | The port's name; needed if there are several.
  port i Service が待ち受ける番号。 | The number the Service listens on.
  targetPort i Pod の側の番号か名前。 | The Pod's port, by number or name.
  nodePort i ノードで開ける番号（30000–32767）。 | The number on every node (30000–32767).
  protocol t TCP、UDP、SCTP。既定は TCP。 | TCP, UDP or SCTP; TCP by default.
`),
  },
)

const specs: Record<string, { readonly apiVersion: string; readonly spec: readonly Field[] }> = {
  Deployment: { apiVersion: 'apps/v1', spec: deploymentSpec },
  ReplicaSet: { apiVersion: 'apps/v1', spec: table(replicaSetSpec, { selector, template }) },
  Pod: { apiVersion: 'v1', spec: podSpec },
  Service: { apiVersion: 'v1', spec: serviceSpec },
}

export const knownKinds: readonly string[] = Object.keys(specs)

/** The fields allowed below a path without indexes, `spec.template.spec.containers`. */
export function fieldsAt(kind: string, path: readonly string[]): readonly Field[] {
  const known = specs[kind]
  let fields = table(
    `
  apiVersion t この種類が属する API の版。${known ? `例: ${known.apiVersion}` : ''} | The API version of this kind${known ? `: ${known.apiVersion}` : ''}.
  kind t 種類。 | The kind of object.
  metadata m 名前やラベル。 | Its name and labels.
  spec m 望ましい状態。 | The desired state.
`,
    { metadata, spec: known?.spec ?? [] },
  )
  for (const name of path) fields = fields.find((field) => field.name === name)?.fields ?? []
  return fields
}

export const knownFields: KnownFields = {
  namesAt(kind, path) {
    return fieldsAt(kind, path === '' ? [] : path.split('.')).map(({ name }) => name)
  },
  parentsOf(kind, name) {
    const parents: string[] = []
    const visit = (fields: readonly Field[], path: readonly string[]) => {
      for (const field of fields) {
        if (field.name === name) parents.push(path.join('.'))
        visit(field.fields, [...path, field.name])
      }
    }
    visit(fieldsAt(kind, []), [])
    return parents
  },
}
