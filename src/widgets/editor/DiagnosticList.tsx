/** The sentences below the editor, each with a button that moves the caret to its place. */
import type { Language } from '../../language.ts'
import type { Diagnostic, Range } from '../../manifests/diagnostic.ts'
import { InlineMarks } from '../InlineMarks.tsx'
import { editorMessages } from './messages.ts'

interface Props {
  readonly id: string
  readonly diagnostics: readonly Diagnostic[]
  readonly language: Language
  onGo(range: Range): void
}

export function DiagnosticList({ id, diagnostics, language, onGo }: Props) {
  const words = editorMessages[language]
  return (
    <div id={id} class="editor-problems">
      <p class="visually-hidden" role="status">
        {diagnostics.length > 0 && words.problems(diagnostics.length)}
      </p>
      {diagnostics.length > 0 && (
        <ul>
          {diagnostics.map(({ severity, code, range, message, detail }) => (
            <li key={`${code} ${range.startLine} ${range.startColumn}`} data-severity={severity}>
              <button type="button" onClick={() => onGo(range)}>
                <span class="visually-hidden">{words[severity]}: </span>
                {words.line(range.startLine)}
              </button>
              <div>
                <p>
                  <InlineMarks text={message[language]} />
                </p>
                {detail !== undefined && detail !== '' && (
                  <details>
                    <summary>{words.upstream}</summary>
                    <p lang="en">
                      <code>{detail}</code>
                    </p>
                  </details>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
