import { expect, test } from 'vitest'
import type { FillQuestion } from '../question.ts'
import { markFill, piecesOf, readFillAnswer } from './fill.ts'

const said = (text: string) => ({ ja: text, en: text })
const question: FillQuestion = {
  id: 'q',
  revision: 1,
  kind: 'fill',
  section: 's',
  form: 'sentence',
  prompt: said('?'),
  text: said('{{who}} chooses a {{what}}.'),
  blanks: [
    {
      id: 'who',
      answers: ['Scheduler', 'スケジューラー'],
      reason: said('because'),
      wrong: [{ answers: ['kubelet'], reason: said('it starts') }],
      otherwise: said('other'),
    },
    { id: 'what', answers: ['node'], reason: said('so'), wrong: [], otherwise: said('no') },
  ],
}

test.each([
  ['Scheduler', 'node', 'correct'],
  [' ｓｃｈｅｄｕｌｅｒ ', 'Node.', 'correct'],
  ['スケジューラ', '`node`', 'correct'],
  ['kubelet', 'node', 'partial'],
  ['', '', 'incorrect'],
])('%s, %s: %s', (who, what, outcome) => {
  expect(markFill(question, { values: { who, what } }).outcome).toBe(outcome)
})

test('an expected wrong way has its own explanation, any other the general one', () => {
  const reasonFor = (who: string) => markFill(question, { values: { who } }).blanks[0]?.reason.en
  expect(['Scheduler', 'Kubelet', 'etcd'].map(reasonFor)).toEqual(['because', 'it starts', 'other'])
})

test('the text is cut at its blanks', () => {
  const pieces = piecesOf(question, question.text.en)
  expect(pieces.map((piece) => (typeof piece === 'string' ? piece : piece.id))).toEqual([
    '',
    'who',
    ' chooses a ',
    'what',
    '.',
  ])
})

test.each([null, {}, { values: 3 }, { values: { gone: 'x' } }, { values: { who: 1 } }])(
  'a stored answer of another form is none: %j',
  (stored) => {
    expect(readFillAnswer(question, stored)).toBeUndefined()
  },
)
