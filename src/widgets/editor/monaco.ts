/**
 * Monaco, cut down to what a YAML exercise needs. Only ever imported dynamically: it is the largest
 * thing on the page by far.
 *
 * *Leaves out:* monaco-yaml: its validation would contradict the API server's; what is wrong comes
 * from `manifests` and the server, as markers.
 */
import { editor, KeyCode, KeyMod, MarkerSeverity } from 'monaco-editor/editor'
import 'monaco-editor/features/codeEditor/register'
import 'monaco-editor/features/codicon/register'
import 'monaco-editor/features/bracketMatching/register'
import 'monaco-editor/features/caretOperations/register'
import 'monaco-editor/features/clipboard/register'
import 'monaco-editor/features/comment/register'
import 'monaco-editor/features/cursorUndo/register'
import 'monaco-editor/features/find/register'
import 'monaco-editor/features/gotoError/register'
import 'monaco-editor/features/hover/register'
import 'monaco-editor/features/indentation/register'
import 'monaco-editor/features/linesOperations/register'
import 'monaco-editor/features/snippet/register'
import 'monaco-editor/features/suggest/register'
import 'monaco-editor/features/wordOperations/register'
// The feature registers its inline part only; the list itself is this.
import 'monaco-editor/editor/contrib/suggest/browser/suggestController'
import 'monaco-editor/languages/definitions/yaml/register'
import EditorWorker from 'monaco-editor/editor/editor.worker?worker'
import { plainText } from '../../inline-text.ts'
import type { Language } from '../../language.ts'
import { offerFields } from './monaco-fields.ts'
import { followPageTheme } from './monaco-theme.ts'
import type { Surface } from './surface.ts'
import { changeBetween, type EditorMark, severityByLine } from './text-edits.ts'

export interface MonacoOptions {
  /** The text that undo should lead back to; differs from `text` if typing went on meanwhile. */
  readonly before: string
  readonly text: string
  readonly label: string
  readonly language: Language
  readonly readOnly: boolean
  onChange(text: string): void
  onSubmit(): void
  onTabMoves(moves: boolean): void
}

export interface MountedMonaco extends Surface {
  setReadOnly(readOnly: boolean): void
  dispose(): void
}

type Code = editor.IStandaloneCodeEditor

declare global {
  interface Window {
    MonacoEnvironment?: { getWorker(): Worker }
  }
}

export function mountMonaco(host: HTMLElement, options: MonacoOptions): MountedMonaco {
  window.MonacoEnvironment = { getWorker: () => new EditorWorker() }
  followPageTheme()
  offerFields(options.language)
  const model = editor.createModel(options.before, 'yaml')
  model.setEOL(editor.EndOfLineSequence.LF)
  model.updateOptions({ tabSize: 2, insertSpaces: true, trimAutoWhitespace: true })
  const code = editor.create(host, { ...appearance(host), ...behaviour(options), model })
  alignGutter(host, code)
  replaceText(code, options.text)
  const changes = model.onDidChangeContent(() => options.onChange(model.getValue()))
  addKeys(code, options)
  const gutter = code.createDecorationsCollection()

  return {
    ...surfaceOf(code),
    setText: (text) => replaceText(code, text),
    setDiagnostics(diagnostics) {
      const { language } = options
      editor.setModelMarkers(
        model,
        'arubeki',
        diagnostics.map((each) => markerOf(each, language)),
      )
      gutter.set([...severityByLine(diagnostics)].map(gutterMark))
    },
    setReadOnly: (readOnly) => code.updateOptions({ readOnly }),
    dispose() {
      changes.dispose()
      code.dispose()
      model.dispose()
    },
  }
}

/** The measures of the textarea, so that nothing moves when Monaco takes its place. */
function appearance(host: HTMLElement): editor.IStandaloneEditorConstructionOptions {
  const style = getComputedStyle(host)
  const fontSize = Number.parseFloat(style.fontSize)
  return {
    fontFamily: style.fontFamily,
    fontSize,
    lineHeight: Number.parseFloat(style.lineHeight),
    padding: { top: Number.parseFloat(style.getPropertyValue('--editor-pad')) || 10, bottom: 10 },
    glyphMargin: false,
    lineNumbersMinChars: 3,
    lineDecorationsWidth: 22,
    folding: false,
    renderFinalNewline: 'on',
    minimap: { enabled: false },
    overviewRulerLanes: 0,
    hideCursorInOverviewRuler: true,
    overviewRulerBorder: false,
    renderLineHighlight: 'line',
    renderLineHighlightOnlyWhenFocus: true,
    scrollBeyondLastLine: false,
    scrollbar: { alwaysConsumeMouseWheel: false, useShadows: false },
    stickyScroll: { enabled: false },
    guides: { indentation: true },
    bracketPairColorization: { enabled: false },
    fixedOverflowWidgets: true,
    automaticLayout: true,
  }
}

/** The text must begin where the textarea's did; digits are not equally wide everywhere. */
function alignGutter(host: HTMLElement, code: Code): void {
  const plain = host.parentElement?.querySelector('.editor-gutter')
  if (!plain) return
  const { contentLeft, decorationsWidth } = code.getLayoutInfo()
  const missing = plain.getBoundingClientRect().width - contentLeft
  code.updateOptions({ lineDecorationsWidth: Math.max(10, decorationsWidth + missing) })
}

function behaviour({
  label,
  readOnly,
}: MonacoOptions): editor.IStandaloneEditorConstructionOptions {
  return {
    ariaLabel: label,
    readOnly,
    // Nobody may be caught in here who has only a keyboard: Tab leaves, unless asked to indent.
    tabFocusMode: true,
    detectIndentation: false,
    wordBasedSuggestions: 'off',
    quickSuggestions: { other: true, comments: false, strings: true },
    suggest: { showWords: false, showStatusBar: false },
    occurrencesHighlight: 'off',
    selectionHighlight: false,
    links: false,
    colorDecorators: false,
    unicodeHighlight: {
      ambiguousCharacters: false,
      invisibleCharacters: false,
      nonBasicASCII: false,
    },
  }
}

function addKeys(code: Code, { onSubmit, onTabMoves }: MonacoOptions): void {
  code.addCommand(KeyMod.CtrlCmd | KeyCode.Enter, onSubmit)
  const toggle = () => {
    const moves = !code.getOption(editor.EditorOption.tabFocusMode)
    code.updateOptions({ tabFocusMode: moves })
    onTabMoves(moves)
  }
  // On a Mac, Cmd+M belongs to the system; WinCtrl is what Monaco calls its Ctrl.
  const mac = /Mac/.test(navigator.userAgent)
  code.addCommand((mac ? KeyMod.WinCtrl : KeyMod.CtrlCmd) | KeyCode.KeyM, toggle)
}

function surfaceOf(
  code: Code,
): Omit<MountedMonaco, 'setText' | 'setDiagnostics' | 'setReadOnly' | 'dispose'> {
  const model = code.getModel()!
  return {
    hasFocus: () => code.hasWidgetFocus(),
    focus: () => code.focus(),
    caret() {
      const selection = code.getSelection()
      const at = (position: { lineNumber: number; column: number }) => model.getOffsetAt(position)
      const start = selection ? at(selection.getStartPosition()) : 0
      const end = selection ? at(selection.getEndPosition()) : 0
      return { start, end, scrollTop: code.getScrollTop(), scrollLeft: code.getScrollLeft() }
    },
    restore({ start, end, scrollTop, scrollLeft }) {
      const from = model.getPositionAt(start)
      const to = model.getPositionAt(end)
      code.setSelection({
        selectionStartLineNumber: from.lineNumber,
        selectionStartColumn: from.column,
        positionLineNumber: to.lineNumber,
        positionColumn: to.column,
      })
      code.setScrollPosition({ scrollTop, scrollLeft })
    },
    select({ startLine, startColumn, endLine, endColumn }) {
      code.setSelection({
        startLineNumber: startLine,
        startColumn,
        endLineNumber: endLine,
        endColumn,
      })
      code.revealLineInCenterIfOutsideViewport(startLine)
      code.focus()
      code.getContainerDomNode().scrollIntoView({ block: 'nearest' })
    },
  }
}

/** Only the stretch that differs, as one step of undo, so that carets and marks keep their places. */
function replaceText(code: Code, text: string): void {
  const model = code.getModel()!
  const before = model.getValue()
  if (before === text) return
  const { start, removed, added } = changeBetween(before, text)
  const from = model.getPositionAt(start)
  const to = model.getPositionAt(start + removed)
  const range = {
    startLineNumber: from.lineNumber,
    startColumn: from.column,
    endLineNumber: to.lineNumber,
    endColumn: to.column,
  }
  model.pushStackElement()
  model.pushEditOperations(
    code.getSelections(),
    [{ range, text: text.slice(start, start + added) }],
    () => null,
  )
  model.pushStackElement()
}

const severities = {
  error: MarkerSeverity.Error,
  warning: MarkerSeverity.Warning,
  goal: MarkerSeverity.Info,
}

function markerOf(diagnostic: EditorMark, language: Language): editor.IMarkerData {
  const { range, severity, message } = diagnostic
  return {
    severity: severities[severity],
    message: plainText(message[language]),
    startLineNumber: range.startLine,
    startColumn: range.startColumn,
    endLineNumber: range.endLine,
    endColumn: range.endColumn,
  }
}

function gutterMark([line, severity]: [
  number,
  EditorMark['severity'],
]): editor.IModelDeltaDecoration {
  return {
    range: { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: 1 },
    options: { linesDecorationsClassName: `editor-line-mark editor-line-${severity}` },
  }
}
