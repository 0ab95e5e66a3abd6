/** Monaco in the book's colours: read from the page's own tokens, light and dark. */
import { editor } from 'monaco-editor/editor'

/** Follows the page from now on; Monaco has one theme for all its editors. */
export function followPageTheme(): void {
  if (following) return
  following = true
  applyPageTheme()
  new MutationObserver(applyPageTheme).observe(document.documentElement, {
    attributeFilter: ['data-theme', 'class', 'style'],
  })
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', applyPageTheme)
}

let following = false

function applyPageTheme(): void {
  const probe = document.createElement('span')
  probe.hidden = true
  document.body.append(probe)
  const color = (token: string) => {
    probe.style.color = `var(${token})`
    return hex(getComputedStyle(probe).color)
  }
  const ink = color('--ink')
  const sheet = color('--sheet')
  const dark = brightness(sheet) < brightness(ink)
  const name = dark ? 'arubeki-dark' : 'arubeki-light'
  editor.defineTheme(name, theme(dark, ink, sheet, color))
  probe.remove()
  editor.setTheme(name)
}

function theme(
  dark: boolean,
  ink: string,
  sheet: string,
  color: (token: string) => string,
): editor.IStandaloneThemeData {
  const [soft, line, paper] = [color('--ink-soft'), color('--line'), color('--paper')]
  const [desired, difference, action, focus] = [
    color('--desired'),
    color('--difference'),
    color('--action'),
    color('--focus'),
  ]
  const rule = (token: string, foreground: string) => ({ token, foreground: foreground.slice(1) })
  return {
    base: dark ? 'vs-dark' : 'vs',
    inherit: false,
    rules: [
      rule('', ink),
      rule('type', desired),
      rule('comment', soft),
      rule('operators', soft),
      rule('delimiter', soft),
      rule('string.invalid', difference),
      rule('string.escape.invalid', difference),
    ],
    colors: {
      'editor.background': sheet,
      'editor.foreground': ink,
      'editorLineNumber.foreground': soft,
      'editorLineNumber.activeForeground': ink,
      'editorCursor.foreground': ink,
      'editor.selectionBackground': `${focus}38`,
      'editor.inactiveSelectionBackground': `${focus}20`,
      'editor.lineHighlightBackground': `${line}40`,
      'editor.lineHighlightBorder': '#00000000',
      'editorIndentGuide.background1': line,
      'editorIndentGuide.activeBackground1': soft,
      'editorBracketMatch.background': `${focus}20`,
      'editorBracketMatch.border': soft,
      'editorError.foreground': difference,
      'editorWarning.foreground': action,
      'editorInfo.foreground': difference,
      'editorWidget.background': paper,
      'editorWidget.foreground': ink,
      'editorWidget.border': soft,
      'editorHoverWidget.background': paper,
      'editorHoverWidget.foreground': ink,
      'editorHoverWidget.border': soft,
      'editorSuggestWidget.background': paper,
      'editorSuggestWidget.foreground': ink,
      'editorSuggestWidget.border': soft,
      'editorSuggestWidget.highlightForeground': desired,
      'editorSuggestWidget.selectedBackground': `${focus}30`,
      'editorSuggestWidget.selectedForeground': ink,
      'editorSuggestWidget.focusHighlightForeground': desired,
      'input.background': sheet,
      'input.foreground': ink,
      'input.border': soft,
      'editor.findMatchBackground': `${action}60`,
      'editor.findMatchHighlightBackground': `${action}30`,
      'scrollbarSlider.background': `${soft}40`,
      'scrollbarSlider.hoverBackground': `${soft}70`,
      'scrollbarSlider.activeBackground': `${soft}90`,
      focusBorder: focus,
    },
  }
}

/** `rgb(r, g, b)`, as browsers compute colours, → `#rrggbb`, as Monaco wants them. */
function hex(computed: string): string {
  const [red = 0, green = 0, blue = 0] = (computed.match(/[\d.]+/g) ?? []).map(Number)
  return `#${[red, green, blue].map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`
}

function brightness(color: string): number {
  const value = Number.parseInt(color.slice(1), 16)
  return (value >> 16) * 0.299 + ((value >> 8) & 255) * 0.587 + (value & 255) * 0.114
}
