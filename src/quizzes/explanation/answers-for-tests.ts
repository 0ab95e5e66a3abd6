/** The labelled answers of `answers.fixture.txt`, and the verdict that each label stands for. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Language } from '../../language.ts'
import type { Verdict } from './rubric.ts'

export interface LabelledAnswer {
  readonly question: string
  readonly language: Language
  readonly verdict: Verdict
  /** `swap`, `stuff`, `inj`, `copy`: what must never be shown as right. */
  readonly tag: string
  readonly text: string
}

const signs: Readonly<Record<string, Verdict>> = {
  '+': 'correct',
  '~': 'partial',
  '-': 'incorrect',
  '0': 'nonanswer',
}
const nginx = /nginx|ngnix|ｎｇｉｎｘ|ngix|えんじんえっくす|エンジンエックス/i

export function labelledAnswers(): LabelledAnswer[] {
  const file = path.join(import.meta.dirname, 'answers.fixture.txt')
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [question = '', language = '', label = '', tag = '', ...rest] = line.split('|')
      const text = rest.join('|').replaceAll('\\n', '\n')
      const verdict = signs[label] ?? verdictOf(question, label, nginx.test(text))
      return { question, language: language as Language, verdict, tag, text }
    })
}

/** From three criteria, each M(et), N(ot met) or X (contradicted), as the labelling guide has it. */
function verdictOf(question: string, label: string, namesNginx: boolean): Verdict {
  if (label === 'MMM') return 'correct'
  if (question !== 'do1') {
    const counted = question === 'check3' ? label.slice(1) : label
    return counted.includes('M') ? 'partial' : 'incorrect'
  }
  const [what, three, running] = label
  if (what === 'X' && namesNginx && three === 'M') return 'partial'
  if (label.includes('X')) return 'incorrect'
  return three === 'M' || (namesNginx && running === 'M') ? 'partial' : 'incorrect'
}
