/**
 * On paper, answers stand at the end of the chapter, as in a book. They are gathered when printing
 * begins and gone when it ends; without scripts they stay where the questions are.
 */
export function printAnswersAtEnd(page: Document): void {
  const root = page.documentElement
  addEventListener('beforeprint', () => {
    if (page.querySelector('.answers')) return
    const answers = gather(page)
    if (!answers) return
    page.querySelector('article')?.append(answers)
    root.dataset['answers'] = 'end'
  })
  addEventListener('afterprint', () => {
    page.querySelector('.answers')?.remove()
    delete root.dataset['answers']
  })
}

function gather(page: Document): HTMLElement | undefined {
  const article = page.querySelector<HTMLElement>('article[data-answers]')
  const folded = [
    ...page.querySelectorAll<HTMLElement>('article :is(.question-answer, .lab-solution)'),
  ]
  if (!article || folded.length === 0) return undefined
  const answers = page.createElement('section')
  answers.className = 'answers'
  answers.append(heading(page, 'h2', article.dataset['answers'] ?? ''))
  let section: Element | null | undefined
  for (const details of folded) {
    const around = details.closest('.section')
    if (around !== section) {
      section = around
      const parts = around?.querySelectorAll('.section-head h2 > *') ?? []
      const title = Array.from(parts, ({ textContent }) => textContent.trim()).join(' ')
      answers.append(heading(page, 'h3', title))
    }
    const answer = page.createElement('div')
    answer.className = 'answer'
    const name = details.closest('[data-question], [data-lab]')?.getAttribute('aria-label') ?? ''
    const label = page.createElement('p')
    label.className = 'answer-name'
    label.textContent = name
    const rest = [...details.children].filter(({ tagName }) => tagName !== 'SUMMARY')
    answer.append(label, ...rest.map((each) => each.cloneNode(true)))
    answers.append(answer)
  }
  return answers
}

function heading(page: Document, tag: 'h2' | 'h3', text: string): HTMLElement {
  const element = page.createElement(tag)
  element.textContent = text
  return element
}
