/**
 * What one watches: the cluster, as it is or as it was, and right under it its clock; then who did
 * what, and the same in words.
 */
import type { ComponentChildren } from 'preact'
import type { Check } from '../../grading/check.ts'
import { goalMarks } from '../../grading/goal-marks.ts'
import type { Snapshot } from '../../kubernetes/snapshot.ts'
import type { Language } from '../../language.ts'
import { ClusterView } from '../cluster-view/ClusterView.tsx'
import { Actors } from './Actors.tsx'
import { Clock } from './Clock.tsx'
import { durationText } from './clock-text.ts'
import { EventLog } from './EventLog.tsx'
import type { LabControls, LabState } from './lab-state.ts'
import { originOf, sinceText } from './origin.ts'
import { momentsUntil } from './stops.ts'
import { labTexts } from './texts.ts'

interface Props {
  readonly state: LabState
  readonly controls: LabControls
  readonly language: Language
  /** In the place of a cluster that has stopped. */
  readonly failed: ComponentChildren
  /** More to do to the cluster that is shown. */
  readonly tools?: (snapshot: Snapshot) => ComponentChildren
  /** The goal that was judged and not reached. */
  readonly goal?: Check | undefined
  readonly hash?: () => Promise<string>
  onReset(): void
  onResetAll(): void
}

export function LabScene({ state, controls, language, failed, tools, goal, hash, ...on }: Props) {
  const texts = labTexts[language]
  const { moments, time, past } = state
  const snapshot = past?.snapshot ?? state.snapshot
  const known = past ? momentsUntil(moments, past.at) : moments
  return (
    <div class="lab-scene">
      <div
        role="group"
        class="lab-cluster"
        data-is="cluster"
        data-past={past !== undefined || undefined}
        aria-label={past ? texts.past : texts.tabs.cluster}
      >
        {past && (
          <p class="past-mark" aria-hidden="true">
            {texts.pastMark} {sinceText(originOf(known), texts)}{' '}
            {durationText(past.at - (originOf(known)?.at ?? 0))[language]}
          </p>
        )}
        {state.phase === 'failed' ? (
          failed
        ) : snapshot ? (
          <>
            <ClusterView
              snapshot={snapshot}
              latest={known.at(-1)}
              language={language}
              story={{ moments: known, actions: state.recording?.actions ?? [] }}
              goal={goal && goalMarks(goal, snapshot)}
              onAction={controls.act}
            />
            {tools?.(snapshot)}
          </>
        ) : (
          <p class="lab-opening" role="status">
            {texts.opening}
          </p>
        )}
      </div>
      <div role="group" class="lab-time" data-is="cluster time" aria-label={texts.tabs.time}>
        <Clock {...{ state, controls, language, hash }} {...on} />
      </div>
      <div role="group" class="lab-actors" data-is="time" aria-label={texts.actors}>
        <Actors
          moments={moments}
          nodes={workersOf(snapshot)}
          time={time}
          shown={past?.at ?? time}
          language={language}
        />
      </div>
      <div role="group" class="lab-log" data-is="time" aria-label={texts.log}>
        <EventLog
          moments={moments}
          time={time}
          past={past?.at}
          language={language}
          onLook={controls.look}
        />
      </div>
    </div>
  )
}

function workersOf(snapshot: Snapshot | undefined): readonly string[] {
  return (snapshot?.machines ?? []).flatMap(({ name, role }) => (role === 'worker' ? [name] : []))
}
