/**
 * Keeps the book for times without a network, tells of a newer one, and goes away when told to.
 *
 * The worker is `commands/offline/service-worker.ts`. The panel in the foot of the page says how
 * things stand (`data-offline`), and its button turns keeping off and on.
 */
import type { Progress } from '../progress/progress.ts'

type State = 'kept' | 'keeping' | 'off' | 'failed' | 'impossible'

const setting = 'offline'

export function keepBook(page: Document, progress: Progress, base: string): void {
  const panel = page.querySelector<HTMLElement>('[data-offline]')
  const show = (state: State) => {
    if (panel) panel.dataset['offline'] = state
  }
  // Only pages served over https, or from this machine, may keep anything.
  if (!('serviceWorker' in navigator)) return show('impossible')
  const workers = navigator.serviceWorker

  const start = async () => {
    show('keeping')
    try {
      const scope = { scope: base, updateViaCache: 'none' } as const
      const registration = await workers.register(`${base}sw.js`, scope)
      watch(registration, page, () => show('failed'))
      await workers.ready
      show('kept')
    } catch {
      show('failed')
    }
  }
  const stop = async () => {
    const registration = await workers.getRegistration(base)
    await registration?.unregister()
    const names = await caches.keys()
    const ours = names.filter((name) => name.startsWith(`arubeki ${base} `))
    await Promise.all(ours.map((name) => caches.delete(name)))
    show('off')
  }

  panel?.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return
    const wish = event.target.closest<HTMLElement>('[data-offline-wish]')?.dataset['offlineWish']
    if (wish === undefined) return
    progress.saveSetting(setting, wish)
    void (wish === 'off' ? stop() : start())
  })

  const wish = progress.setting(setting)
  if (wish === 'off' || (wish !== 'on' && savesData())) return show('off')
  // Reading comes first: the rest of the book is fetched when the page has all it needs.
  if (page.readyState === 'complete') setTimeout(start, settleMs)
  else addEventListener('load', () => setTimeout(start, settleMs), { once: true })
}

const settleMs = 1_500

function savesData(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } }
  return connection?.saveData === true
}

/** Offers a newer book once it is all there; the reader says when. */
function watch(registration: ServiceWorkerRegistration, page: Document, fail: () => void): void {
  const workers = navigator.serviceWorker
  const notice = page.querySelector<HTMLElement>('[data-newer]')
  let asked = false
  // A page that was open before anything was kept is of the build that is now kept.
  let isFirst = workers.controller === null
  const offer = () => {
    if (notice) notice.hidden = false
  }
  const follow = (installing: ServiceWorker | null) => {
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'installed' && workers.controller) offer()
      if (installing.state === 'redundant' && !registration.active) fail()
    })
  }
  if (registration.waiting && workers.controller) offer()
  follow(registration.installing)
  registration.addEventListener('updatefound', () => follow(registration.installing))
  workers.addEventListener('controllerchange', () => {
    if (asked) location.reload()
    else if (!isFirst) offer()
    isFirst = false
  })
  notice?.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return
    if (event.target.closest('[data-newer-later]')) notice.hidden = true
    if (!event.target.closest('[data-newer-now]')) return
    if (!registration.waiting) return location.reload()
    asked = true
    registration.waiting.postMessage('take-over')
  })
  // A tab that stays open for days still hears of a newer book.
  page.addEventListener('visibilitychange', () => {
    if (page.visibilityState === 'visible') void registration.update().catch(() => undefined)
  })
}
