/**
 * Sets a page's stylesheets into the page itself, where its policy lets styles stand inline: the first lines of a
 * chapter can then be drawn as soon as they arrive, over a slow line, too. Other pages link them.
 */
const link = /<link rel="stylesheet" href="([^"]*)">/g

/** `read` gives the text of a stylesheet by its address, or nothing for one that is not of this site. */
export function inlineStyles(html: string, read: (address: string) => string | undefined): string {
  if (!/style-src[^;"]*'unsafe-inline'/.test(html)) return html
  return html.replace(link, (whole, address) => {
    const css = read(String(address))
    // What refers to other files does so from where it lies.
    return css === undefined || /url\(|<\/style/.test(css) ? whole : `<style>${css.trim()}</style>`
  })
}
