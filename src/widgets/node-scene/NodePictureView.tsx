/** The way from the API server down to the container, as it stands after a step. */
import type { RuntimeKind } from '../../lab/node-story.ts'
import type { NodePicture } from './node-picture.ts'
import type { Actor } from './tell-step.ts'
import type { NodeTexts } from './texts.ts'

interface Props {
  readonly picture: NodePicture
  readonly runtime: RuntimeKind
  readonly version: string
  readonly actor: Actor | undefined
  /** The call that is being answered. */
  readonly call: string | undefined
  readonly texts: NodeTexts
}

export function NodePictureView({ picture, runtime, version, actor, call, texts }: Props) {
  const { wanted, reported, sandbox, containers, image } = picture
  const acts = (name: Actor) => actor === name || undefined
  const prefix = (id: string) => `${runtime}://${id.slice(0, 12)}…`
  return (
    <div class="node-picture">
      <div class="node-box" data-acting={acts('api')}>
        <b>{texts.api}</b>
        <dl>
          <div data-lane="desired">
            <dt>{texts.desired}</dt>
            <dd>{texts.wanted[wanted]}</dd>
          </div>
          <div data-lane="actual">
            <dt>{texts.reported}</dt>
            <dd>{reported || texts.noReport}</dd>
          </div>
        </dl>
      </div>
      <p class="node-wires">
        <span data-acting={acts('watch')}>↓ {texts.watch}</span>
        <span data-acting={acts('report')}>↑ {texts.report}</span>
      </p>
      <div class="node-inside">
        <p class="node-name">node-1</p>
        <div class="node-box" data-acting={acts('kubelet')}>
          <b>{texts.kubelet}</b>
        </div>
        <p class="node-wires">
          <span data-acting={acts('cri')}>↓ CRI {call && <code>{call}</code>}</span>
          <small>{texts.socket[runtime]}</small>
        </p>
        <div class="node-box">
          <b>{version.replace('://', ' ')}</b>
          <small>{image ? texts.image.there : texts.image.missing}</small>
        </div>
        <p class="node-wires">
          <small>↓ {texts.lowLevel[runtime]}</small>
        </p>
        {sandbox ? (
          <div class="node-sandbox" data-ready={sandbox.ready}>
            <p>
              <b>{texts.sandbox}</b> {sandbox.ready ? sandbox.ip : texts.stopped}
              <small>{sandbox.id.slice(0, 12)}…</small>
            </p>
            <ul>
              {containers.map(({ id, name, state }) => (
                <li key={id} class="node-container" data-state={state}>
                  <b>{name}</b> {texts.states[state]}
                  <small>{prefix(id)}</small>
                </li>
              ))}
            </ul>
          </div>
        ) : (
          <p class="node-sandbox" data-ready="none">
            {texts.noSandbox}
          </p>
        )}
      </div>
    </div>
  )
}
