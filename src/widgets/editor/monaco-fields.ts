/** Kubernetes' fields in Monaco: suggestions while typing, a sentence on hovering. */
import { type editor, type IMarkdownString, languages, type Position } from 'monaco-editor/editor'
import type { Language } from '../../language.ts'
import { type Field, fieldsAt, knownKinds } from '../../manifests/fields.ts'
import { yamlContextAt } from './yaml-context.ts'

/** Providers belong to Monaco's language as a whole: once a page is enough. */
export function offerFields(language: Language): void {
  if (offered) return
  offered = true
  languages.registerCompletionItemProvider('yaml', {
    triggerCharacters: [' '],
    provideCompletionItems: (model, position) => suggestions(model, position, language),
  })
  languages.registerHoverProvider('yaml', {
    provideHover: (model, position) => hover(model, position, language),
  })
}

let offered = false

function suggestions(
  model: editor.ITextModel,
  { lineNumber, column }: Position,
  language: Language,
): languages.CompletionList {
  const context = yamlContextAt(model.getLinesContent(), lineNumber, column)
  const line = model.getLineContent(lineNumber)
  if (/^\s*#/.test(line)) return { suggestions: [] }
  if (context.inValueOf !== undefined) {
    const start = line.indexOf(':', context.column - 1) + 2
    const values = valuesOf(context.inValueOf, context.path)
    const range = rangeIn(lineNumber, Math.max(start + 1, 1), column)
    return {
      suggestions: values.map((value) => ({
        label: value,
        kind: languages.CompletionItemKind.Value,
        insertText: value,
        range,
      })),
    }
  }
  const range = rangeIn(lineNumber, context.column, column)
  const fields = fieldsAt(context.kind, context.path)
  return {
    suggestions: fields
      .filter(({ name }) => !context.present.includes(name))
      .map((field, index) => ({
        label: field.name,
        kind: languages.CompletionItemKind.Field,
        detail: field.says[language],
        // In the order of the table, which is the order of importance.
        sortText: String(index).padStart(3, '0'),
        insertText: insertionOf(field),
        range,
      })),
  }
}

function valuesOf(field: string, path: readonly string[]): readonly string[] {
  if (path.length > 0) return []
  if (field === 'kind') return knownKinds
  return field === 'apiVersion' ? ['apps/v1', 'v1'] : []
}

/** A list's dash stands as deep as its field, as in Kubernetes' own files. */
function insertionOf({ name, type }: Field): string {
  if (type === 'mapping' || type === 'labels') return `${name}:\n  `
  return type === 'list' ? `${name}:\n- ` : `${name}: `
}

function hover(
  model: editor.ITextModel,
  { lineNumber, column }: Position,
  language: Language,
): languages.Hover | null {
  const line = model.getLineContent(lineNumber)
  const [, lead = '', name = ''] = /^( *(?:- +)*)([\w./-]+):(?:\s|$)/.exec(line) ?? []
  const [start, end] = [lead.length + 1, lead.length + name.length + 1]
  if (name === '' || column < start || column > end) return null
  const { kind, path } = yamlContextAt(model.getLinesContent(), lineNumber, start)
  const field = fieldsAt(kind, path).find((each) => each.name === name)
  if (!field) return null
  const contents: IMarkdownString[] = [
    { value: `\`${[...path, name].join('.')}\`` },
    { value: field.says[language] },
  ]
  return { range: rangeIn(lineNumber, start, end), contents }
}

function rangeIn(line: number, startColumn: number, endColumn: number) {
  const start = Math.min(startColumn, endColumn)
  return { startLineNumber: line, startColumn: start, endLineNumber: line, endColumn }
}
