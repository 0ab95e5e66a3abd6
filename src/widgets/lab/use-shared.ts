/** What a link brought to a lab: somebody else’s files and session, or one’s own of another day. */
import { useEffect, useState } from 'preact/hooks'
import { fromHash, isLinkTo, type Shared } from './link.ts'

export type Brought =
  | { readonly is: 'nothing' }
  /** The link is being read. */
  | { readonly is: 'coming' }
  | { readonly is: 'broken' }
  | { readonly is: 'here'; readonly shared: Shared; readonly hash: string }

/** @returns what was brought, and the way back to what one had oneself */
export function useShared(place: string): readonly [Brought, () => void] {
  // Where the page is built there is no address: all begin with nothing.
  const [brought, bring] = useState<Brought>({ is: 'nothing' })
  useEffect(() => {
    const read = async () => {
      const { hash } = location
      if (!isLinkTo(hash, place)) return
      bring({ is: 'coming' })
      const found = await fromHash(hash, place)
      if (found === 'broken') bring({ is: 'broken' })
      else if (found) bring({ is: 'here', shared: found, hash })
    }
    void read()
    const onHash = () => void read()
    addEventListener('hashchange', onHash)
    return () => removeEventListener('hashchange', onHash)
  }, [])
  const leave = () => {
    history.replaceState(null, '', `#${place}`)
    bring({ is: 'nothing' })
  }
  return [brought, leave]
}
