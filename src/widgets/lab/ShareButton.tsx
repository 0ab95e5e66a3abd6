/** Copies an address that leads to this moment: files, what was done, and the time one looks at. */
import { useState } from 'preact/hooks'
import type { Language } from '../../language.ts'
import { labTexts } from './texts.ts'

interface Props {
  readonly language: Language
  hash(): Promise<string>
}

export function ShareButton({ language, hash }: Props) {
  const texts = labTexts[language]
  const [said, say] = useState<string>()
  const copy = async () => {
    const address = new URL(await hash(), location.href)
    // Replacing the address tells nobody: the page stays as it is.
    history.replaceState(null, '', address)
    const clipboard = navigator.clipboard as Clipboard | undefined
    const copied = await clipboard?.writeText(address.href).then(
      () => true,
      () => false,
    )
    say(copied ? texts.copied : texts.inAddressBar)
  }
  return (
    <button type="button" class="share" onClick={copy} onBlur={() => say(undefined)}>
      {said ?? texts.share}
    </button>
  )
}
