/**
 * Where a line of Japanese may break without cutting a phrase, found while building (BudouX). Every
 * browser then breaks headings well; `word-break: auto-phrase` does so in some only.
 */
import { jaModel, Parser } from 'budoux'

const parser = new Parser(jaModel)

/** A text cut into its phrases: あるべき姿を | 宣言する. */
export function phrasesOf(text: string): readonly string[] {
  return parser.parse(text)
}

/** HTML with a `<wbr>` between phrases. Each stretch of text is read by itself. */
export function withBreaks(html: string): string {
  return html.replace(/(<[^>]*>)|([^<]+)/g, (_, tag: string | undefined, text: string) =>
    tag === undefined ? phrasesOf(text).join('<wbr>') : tag,
  )
}
