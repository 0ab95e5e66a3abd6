/** What a Pod is, why it is there, and what one can do to it. */
import { controllerOf } from '../../kubernetes/api/owner-references.ts'
import type { ResourceName } from '../../kubernetes/api/resource-types.ts'
import { objectOf, type Snapshot } from '../../kubernetes/snapshot.ts'
import type { Action } from '../../lab/action.ts'
import type { Language } from '../../language.ts'
import type { PodBox } from './scene.ts'
import type { SceneTexts } from './texts.ts'
import { type Story, Why } from './Why.tsx'

interface Props {
  /** Absent once it is gone. */
  readonly pod: PodBox | undefined
  readonly snapshot: Snapshot
  readonly texts: SceneTexts
  readonly language: Language
  readonly story: Story | undefined
  readonly onAction: (action: Action) => void
  readonly onClose: () => void
}

export function PodDetails({ pod, snapshot, texts, language, story, ...on }: Props) {
  const { onAction, onClose } = on
  return (
    <section class="pod-details" aria-label={texts.details}>
      <button type="button" class="quiet close" onClick={onClose}>
        {texts.close}
      </button>
      {pod ? (
        <>
          <dl>
            <Row name={texts.name} value={pod.name} />
            <Row name={texts.status} value={pod.status} />
            <Row name={texts.node} value={pod.node || '—'} />
            <Row name={texts.ip} value={pod.ip || '—'} />
            <Row name={texts.image} value={pod.image} />
            <Row name={texts.restarts} value={String(pod.restarts)} />
            <Row name={texts.why} value={ownersOf(pod, snapshot)} />
          </dl>
          {story && (
            <>
              <p class="why-title">{texts.whyCreated}</p>
              <Why pod={pod.name} story={story} language={language} />
            </>
          )}
          <p class="pod-actions">
            <button
              type="button"
              onClick={() =>
                onAction({
                  type: 'delete',
                  resource: 'pods',
                  namespace: pod.namespace,
                  name: pod.name,
                })
              }
            >
              {texts.deletePod}
            </button>
            <code>kubectl delete pod {pod.name}</code>
          </p>
          <p class="pod-actions">
            <button
              type="button"
              disabled={pod.inTheDark || pod.look !== 'running'}
              onClick={() => onAction({ type: 'crash', namespace: pod.namespace, pod: pod.name })}
            >
              {texts.crashPod}
            </button>
            <span>{texts.crashHint}</span>
          </p>
        </>
      ) : (
        <p>{texts.podGone}</p>
      )}
    </section>
  )
}

function Row({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

/** `Pod ← ReplicaSet web-5d4c ← Deployment web` */
function ownersOf(pod: PodBox, snapshot: Snapshot): string {
  const chain = ['Pod']
  const object = objectOf(snapshot, 'pods', pod.namespace, pod.name)
  let owner = object && controllerOf(object)
  while (owner) {
    chain.push(`${owner.kind} ${owner.name}`)
    const resource = ownedThemselves[owner.kind]
    const next = resource && objectOf(snapshot, resource, pod.namespace, owner.name)
    owner = next && controllerOf(next)
  }
  return chain.join(' ← ')
}

/** Owners of Pods that may have an owner of their own. */
const ownedThemselves: Readonly<Record<string, ResourceName>> = {
  ReplicaSet: 'replicasets',
  Job: 'jobs',
}
