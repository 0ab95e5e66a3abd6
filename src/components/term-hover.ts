/** A glossary card also opens under a resting mouse. Pressing works everywhere, without this. */
const restMs = 350
const leaveMs = 250

export function openTermsOnHover(page: Document): void {
  for (const term of page.querySelectorAll<HTMLButtonElement>('button.term')) {
    const card = page.getElementById(term.getAttribute('popovertarget') ?? '')
    if (!card) continue
    let timer: number | undefined
    const soon = (delayMs: number, act: () => void) => {
      clearTimeout(timer)
      timer = window.setTimeout(act, delayMs)
    }
    const close = () => {
      if (!card.contains(page.activeElement)) card.hidePopover()
    }
    term.addEventListener('pointerenter', (event) => {
      if (event.pointerType !== 'mouse') return
      soon(restMs, () => {
        if (!card.matches(':popover-open')) card.showPopover({ source: term })
      })
    })
    term.addEventListener('pointerleave', (event) => {
      if (event.pointerType === 'mouse') soon(leaveMs, close)
    })
    // A press decides by itself: what it opened stays open until it is closed.
    term.addEventListener('click', () => clearTimeout(timer))
    card.addEventListener('pointerenter', () => clearTimeout(timer))
    card.addEventListener('pointerleave', (event) => {
      if (event.pointerType === 'mouse') soon(leaveMs, close)
    })
  }
}
