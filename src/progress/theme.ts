/**
 * Light, dark, or as the system says: the reader's choice, kept in this browser.
 *
 * A page must know it before it is drawn, or it would flash; so a script of one line stands at
 * the top of every page, and the switch in the header uses the same key.
 */
export type Theme = 'auto' | 'light' | 'dark'

export const themes: readonly Theme[] = ['auto', 'light', 'dark']

const key = 'arubeki.theme'

/** Runs before the page is drawn. A browser that forbids storage keeps the system's theme. */
export const restoreTheme =
  `try{const t=localStorage.getItem('${key}');` +
  `if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch{}`

export function currentTheme(root: HTMLElement): Theme {
  const theme = root.dataset['theme']
  return theme === 'light' || theme === 'dark' ? theme : 'auto'
}

/** Shows the theme at once, and keeps it if the browser lets us. */
export function chooseTheme(root: HTMLElement, theme: Theme): void {
  if (theme === 'auto') delete root.dataset['theme']
  else root.dataset['theme'] = theme
  try {
    if (theme === 'auto') localStorage.removeItem(key)
    else localStorage.setItem(key, theme)
  } catch {
    // Storage is full or forbidden: the choice holds for this page.
  }
}
