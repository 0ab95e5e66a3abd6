/**
 * The keys of the book. Single letters never act while one writes, and can be switched off
 * (`HelpDialog.astro`), for those who speak to their computer.
 */
import type { Progress } from '../progress/progress.ts'

const setting = 'single-keys'

export function listenForKeys(page: Document, progress: Progress): void {
  const dialog = (id: string) => page.querySelector<HTMLDialogElement>(`dialog#${id}`)
  const press = (selector: string) => page.querySelector<HTMLElement>(selector)?.click()
  const actions: Readonly<Record<string, () => void>> = {
    '/': () => press('[data-open-dialog="search"]'),
    '?': () => dialog('help')?.showModal(),
    h: () => press('.brand'),
    g: () => press('[data-key="g"]'),
    t: () => press('[data-theme-switch]'),
    l: () => press('[data-keep-place]'),
    j: () => goSection(page, 1),
    k: () => goSection(page, -1),
    c: () => showContents(page),
    n: () => press('.pagination [rel="next"]'),
    p: () => press('.pagination [rel="prev"]'),
  }

  const choice = page.querySelector<HTMLInputElement>('[data-single-keys]')
  if (choice) choice.checked = progress.setting(setting) !== 'off'
  choice?.addEventListener('change', () => {
    progress.saveSetting(setting, choice.checked ? 'on' : 'off')
  })

  page.addEventListener('keydown', (event) => {
    const search = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k'
    if (event.defaultPrevented || event.isComposing || isWriting(event.target)) return
    if (page.querySelector('dialog[open]')) return
    const single = !(event.ctrlKey || event.metaKey || event.altKey)
    const on = progress.setting(setting) !== 'off'
    const act = search ? actions['/'] : single && on ? actions[event.key] : undefined
    if (!act) return
    event.preventDefault()
    act()
  })

  page.addEventListener('click', (event) => {
    const { target } = event
    if (!(target instanceof Element)) return
    const opens = target.closest<HTMLElement>('[data-open-dialog]')?.dataset['openDialog']
    if (opens) dialog(opens)?.showModal()
    const open = target.closest('dialog')
    // A press on the ground around the sheet, which belongs to the dialog itself.
    if (open && (target === open || target.closest('[data-close-dialog]'))) open.close()
  })
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable], .monaco-editor, [role="tree"]') !==
      null
  )
}

/** To the section after or before the one whose head stands at the top of the window. */
function goSection(page: Document, step: 1 | -1): void {
  const heads = [...page.querySelectorAll<HTMLElement>('.section')]
  const tops = heads.map((head) => head.getBoundingClientRect().top)
  const slack = 40
  const next =
    step === 1 ? tops.findIndex((top) => top > slack) : tops.findLastIndex((top) => top < -slack)
  const section = heads[next]
  if (!section) return
  location.hash = section.id
  section.querySelector<HTMLElement>('.heading-link')?.focus({ preventScroll: true })
}

/** Beside the text it takes the focus; where it is a sheet, it opens. */
function showContents(page: Document): void {
  const contents = page.querySelector<HTMLElement>('[data-contents]')
  if (!contents) return
  if (getComputedStyle(contents).display === 'none') contents.showPopover()
  const here =
    contents.querySelector<HTMLElement>('[aria-current]') ?? contents.querySelector('li a')
  if (here instanceof HTMLElement) here.focus()
}
