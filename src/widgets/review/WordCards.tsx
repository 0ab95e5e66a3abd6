/** The words of the glossary as cards: those that are due, and a few new ones each day. */
import { useEffect, useState } from 'preact/hooks'
import type { Bilingual, Language } from '../../language.ts'
import { dueKey, wordId } from '../../progress/due.ts'
import { openProgress } from '../../progress/progress.ts'
import { reviewCards } from '../../progress/review.ts'
import { InlineMarks } from '../InlineMarks.tsx'
import { reviewTexts } from './texts.ts'

export interface Word {
  readonly id: string
  readonly term: Bilingual
  readonly meaning: Bilingual
}

interface Props {
  readonly language: Language
  readonly words: readonly Word[]
}

const newEachDay = 5

export function WordCards({ language, words }: Props) {
  const texts = reviewTexts[language]
  const [deck, setDeck] = useState<readonly Word[]>([])
  const [turn, setTurn] = useState<number>()
  const [isTurned, setTurned] = useState(false)
  useEffect(() => setDeck(deckOf(words)), [])

  const rate = (knew: boolean) => {
    const word = deck[turn ?? 0]
    if (!word) return
    const progress = openProgress()
    const id = wordId(word.id)
    progress.recordAnswer(id, 1, null, knew ? 'correct' : 'incorrect')
    const due = reviewCards(progress.answers(), Date.now()).find((card) => card.id === id)?.due
    if (due !== undefined) progress.saveSetting(dueKey(id), String(due))
    setTurned(false)
    setTurn((turn ?? 0) + 1)
  }
  const word = turn === undefined ? undefined : deck[turn]

  return (
    <section class="review-words" aria-labelledby="review-words">
      <h2 id="review-words">{texts.words}</h2>
      <p class="quiz-how">{texts.wordsHow}</p>
      {turn === undefined && deck.length > 0 && (
        <p class="quiz-actions">
          <button type="button" class="button" data-weight="main" onClick={() => setTurn(0)}>
            {texts.start(deck.length)}
          </button>
        </p>
      )}
      {word && (
        <div class="word-card" role="group" aria-live="polite">
          <p class="word-term">{word.term[language]}</p>
          {isTurned && (
            <p>
              <InlineMarks text={word.meaning[language]} />
            </p>
          )}
          <p class="quiz-actions">
            {!isTurned && (
              <button type="button" class="button" onClick={() => setTurned(true)}>
                {texts.show}
              </button>
            )}
            {isTurned && (
              <>
                <button type="button" class="button" onClick={() => rate(true)}>
                  {texts.knew}
                </button>
                <button type="button" class="button" onClick={() => rate(false)}>
                  {texts.notYet}
                </button>
              </>
            )}
          </p>
        </div>
      )}
      {(deck.length === 0 || (turn !== undefined && !word)) && (
        <p role="status">{texts.wordsDone}</p>
      )}
    </section>
  )
}

/** What is due, then new words in the order of the glossary. */
function deckOf(words: readonly Word[]): readonly Word[] {
  const cards = new Map(
    reviewCards(openProgress().answers(), Date.now()).map((card) => [card.id, card]),
  )
  const due = words.filter(({ id }) => cards.get(wordId(id))?.isDue)
  const fresh = words.filter(({ id }) => !cards.has(wordId(id))).slice(0, newEachDay)
  return [...due, ...fresh]
}
