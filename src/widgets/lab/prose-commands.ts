/** Commands in the prose, `kubectl get pods`, which a click takes into the terminal of a lab. */

/**
 * Makes buttons of them, for the first lab of the page.
 * @returns what takes that back
 */
export function commandsInProse(
  own: Element | null,
  title: string,
  onCommand: (line: string) => void,
): () => void {
  const lab = own?.closest('.lab')
  if (!lab || document.querySelector('.lab') !== lab) return () => {}
  const codes = [...document.querySelectorAll<HTMLElement>('main p > code, main li > code')].filter(
    (code) => /^kubectl \S/.test(code.textContent ?? '') && !code.closest('.lab'),
  )
  const act = (event: Event) => {
    if (event instanceof KeyboardEvent && event.key !== 'Enter' && event.key !== ' ') return
    if (!(event.currentTarget instanceof HTMLElement)) return
    event.preventDefault()
    onCommand(event.currentTarget.textContent ?? '')
  }
  for (const code of codes) {
    code.classList.add('command-link')
    code.role = 'button'
    code.tabIndex = 0
    code.title = title
    code.addEventListener('click', act)
    code.addEventListener('keydown', act)
  }
  return () => {
    for (const code of codes) {
      code.removeEventListener('click', act)
      code.removeEventListener('keydown', act)
    }
  }
}
