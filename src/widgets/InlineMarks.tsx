/** A short text with its `code` and **strong** marks. */
import { parseInlineText } from '../inline-text.ts'

export function InlineMarks({ text }: { readonly text: string }) {
  return (
    <>
      {parseInlineText(text).map((run, index) => {
        // Runs have no identity of their own; they never move within a text.
        const key = `${index}-${run.kind}`
        if (run.kind === 'code') return <code key={key}>{run.text}</code>
        if (run.kind === 'strong') return <strong key={key}>{run.text}</strong>
        return run.text
      })}
    </>
  )
}
