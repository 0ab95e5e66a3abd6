/**
 * The prediction of a round, kept in the learner's progress: who comes back finds it, and who takes
 * the same round up once more is asked anew.
 */
import { useState } from 'preact/hooks'
import { useAnswer } from '../progress/use-answer.ts'
import type { Choice } from './Predict.tsx'
import type { Turn } from './StageScene.tsx'

/** @param id of the scene and the round: `packets/dead-pod` */
export function usePrediction(
  id: string,
  choices: readonly Pick<Choice, 'id' | 'correct'>[],
  { anew }: Pick<Turn, 'anew'>,
): readonly [string | undefined, (id: string) => void] {
  const [here, setHere] = useState<string>()
  const { answer, record } = useAnswer({ id: `scenes/${id}`, revision: 1 }, (stored) =>
    choices.some((choice) => choice.id === stored) ? (stored as string) : undefined,
  )
  const choose = (chosen: string) => {
    const isRight = choices.find((choice) => choice.id === chosen)?.correct === true
    record(chosen, isRight ? 'correct' : 'incorrect')
    setHere(chosen)
  }
  return [here ?? (anew ? undefined : answer), choose]
}
