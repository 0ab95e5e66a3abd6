/**
 * Questions and words as CSV that Anki takes in: front, back, tags. One line of HTML each, so that
 * options and reasons keep their lines.
 */
import type { Book } from '../book/book.ts'
import { plainText } from '../inline-text.ts'
import type { Language } from '../language.ts'
import type { Item } from '../quizzes/question.ts'
import { orderOf } from './incident-key.ts'

export function ankiCsv({ chapters, glossary }: Book, language: Language): string {
  const rows = [
    ...chapters.flatMap(({ slug, items }) =>
      items.map((item) => [
        front(item, language),
        back(item, language),
        `${slug} ${item.objective}`,
      ]),
    ),
    ...glossary.map(({ term, meaning }) => [term[language], meaning[language], 'glossary']),
  ]
  const head = '#separator:Comma\n#html:true\n#columns:Front,Back,Tags\n#tags column:3\n'
  return head + rows.map((row) => `${row.map(cell).join(',')}\n`).join('')
}

function front(item: Item, language: Language): string {
  const options =
    item.kind === 'multiple-choice'
      ? item.choices.map(({ text }) => `・${text[language]}`)
      : item.kind === 'ordering'
        ? item.items.map(({ text }) => `・${text[language]}`)
        : item.kind === 'matching'
          ? item.items.map(({ text }) => `・${text[language]} → ?`)
          : item.kind === 'fill'
            ? [item.text[language].replace(/\{\{[^}]*\}\}/g, '＿＿')]
            : []
  return [item.prompt[language], ...options].join('\n')
}

function back(item: Item, language: Language): string {
  switch (item.kind) {
    case 'multiple-choice':
      return item.choices
        .filter(({ correct }) => correct)
        .flatMap(({ text, reason }) => [text[language], reason[language]])
        .join('\n')
    case 'ordering': {
      const texts = new Map(item.items.map(({ id, text }) => [id, text[language]]))
      const lines = orderOf(item).map((id, index) => `${index + 1}. ${texts.get(id)}`)
      return [...lines, item.summary[language]].join('\n')
    }
    case 'matching':
      return item.items
        .map(({ text, option }) => {
          const belongs = item.options.find(({ id }) => id === option)
          return `${text[language]} → ${belongs?.text[language]}`
        })
        .join('\n')
    case 'fill':
      return item.blanks
        .map(({ answers, reason }) => `${answers[0]}: ${reason[language]}`)
        .join('\n')
    case 'prediction':
      return item.asks
        .map(({ label, answer, reasons }) => {
          return `${label[language]}: ${answer}\n${reasons[answer]?.[language]}`
        })
        .join('\n')
    case 'incident':
      return item.asks.map(({ id }) => item.reasons[id]?.[language] ?? '').join('\n')
    case 'explanation':
      return item.modelAnswer[language]
  }
}

/** HTML in quotation marks; what looks like a tag is shown as it is written. */
function cell(text: string): string {
  const html = plainText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\n', '<br>')
  return `"${html.replaceAll('"', '""')}"`
}
