/** The left of the race: hosts with Docker, and somebody who types. */
import { useEffect, useState } from 'preact/hooks'
import type { RaceScene } from '../../book/scenes.ts'
import type { Container, ContainerState } from '../../docker/container.ts'
import type { DockerHost } from '../../docker/engine.ts'
import type { PodLook } from '../cluster-view/scene.ts'
import { type HostBox, HostTray } from '../stage/HostTray.tsx'
import { RaceLanes } from './RaceLanes.tsx'
import { nextRepair } from './shops.ts'
import type { RaceTexts } from './texts.ts'
import type { RaceControls, RaceState, TypedLine } from './use-race.ts'

interface Props {
  readonly scene: RaceScene
  readonly restart: string | undefined
  readonly state: RaceState
  readonly controls: RaceControls
  readonly texts: RaceTexts
}

export function LeftSide({ scene, restart, state, controls, texts }: Props) {
  const { docker, left, phase, typed } = state
  const wanted = scene.commands.length
  const free = phase === 'done'
  const restarting = docker.hosts.some(({ containers }) =>
    containers.some(({ state: now }) => now === 'restarting'),
  )
  return (
    <section class="race-side" data-side="left" aria-label={texts.left}>
      <h4>
        {texts.left} <b>{texts.runs(left)}</b>
      </h4>
      <RaceLanes
        texts={texts}
        desired={restart ? texts.restartDesired(restart) : texts.noDesired}
        actual={texts.runs(left)}
        difference={texts.nobodyCompares}
        differs={false}
        action={
          restarting
            ? texts.dockerRestarts
            : left < wanted && typed.length > 0
              ? texts.waits
              : texts.quiet
        }
      />
      <ul class="host-trays" aria-label={texts.hostsLeft}>
        {docker.hosts.map((host, index) => (
          <HostTray
            key={host.name}
            host={boxOf(host, texts)}
            texts={texts}
            onCrash={free ? ({ name }) => controls.crashLeft(index, name) : undefined}
            onPower={free ? () => controls.toggleLeft(index) : undefined}
          />
        ))}
      </ul>
      <Terminal scene={scene} state={state} controls={controls} texts={texts} />
    </section>
  )
}

function Terminal({ scene, state, controls, texts }: Omit<Props, 'restart'>) {
  const { typed, phase, laptopOpen, docker } = state
  const suggestion = phase === 'done' ? nextRepair(docker, scene) : undefined
  const [line, setLine] = useState('')
  useEffect(() => setLine(suggestion ?? ''), [suggestion])
  const lines = scene.commands.length
  return (
    <div class="race-terminal" data-open={laptopOpen}>
      <p>{texts.terminal}</p>
      <ol aria-label={texts.typed}>
        {typed.slice(-3).map((entry, index) => (
          <Typed key={`${typed.length}-${index}`} entry={entry} />
        ))}
      </ol>
      {phase === 'closed' && typed.length < lines && (
        <button type="button" class="button" data-weight="main" onClick={controls.typeNext}>
          {texts.typeNext(typed.length + 1, lines)}
        </button>
      )}
      {!laptopOpen && (
        <p class="race-closed">
          <span>{texts.closed}</span>
          {phase === 'done' && (
            <button type="button" class="button" onClick={controls.openLaptop}>
              {texts.open}
            </button>
          )}
        </p>
      )}
      {laptopOpen && phase === 'done' && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (line.trim() !== '') controls.type(line)
          }}
        >
          <input
            aria-label={texts.line}
            value={line}
            maxLength={300}
            placeholder="docker -H ssh://host-1 ps -a"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            onInput={(event) => setLine(event.currentTarget.value)}
          />
          <button type="submit" class="button">
            {texts.type}
          </button>
        </form>
      )}
    </div>
  )
}

function Typed({ entry: { line, said, failed } }: { readonly entry: TypedLine }) {
  return (
    <li>
      <code>$ {line}</code>
      {said !== '' && <samp data-failed={failed}>{said}</samp>}
    </li>
  )
}

const looks: Readonly<Record<ContainerState, PodLook>> = {
  created: 'starting',
  running: 'running',
  restarting: 'starting',
  exited: 'failed',
}

function boxOf({ name, powered, containers }: DockerHost, texts: RaceTexts): HostBox {
  return {
    name,
    powered,
    items: containers.map((container) => ({
      key: container.id,
      name: container.name,
      shown: container.name,
      word: powered ? wordOf(container) : texts.gone,
      look: looks[container.state],
      dark: !powered,
    })),
  }
}

/** `docker ps` in one word. */
function wordOf({ state, exitCode }: Container): string {
  if (state === 'running') return 'Up'
  if (state === 'exited') return `Exited (${exitCode})`
  return state === 'created' ? 'Created' : `Restarting (${exitCode})`
}
