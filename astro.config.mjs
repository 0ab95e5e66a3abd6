import mdx from '@astrojs/mdx'
import preact from '@astrojs/preact'
import { defineConfig } from 'astro/config'

/**
 * The browser may load and run what this site ships, and nothing else. Styles may stand inline,
 * because the YAML editor writes its own; pages without it lose that leave once they are built.
 */
const contentSecurityPolicy = {
  algorithm: 'SHA-256',
  directives: [
    "default-src 'self'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
  ],
  scriptDirective: { resources: ["'self'"] },
  styleDirective: { resources: ["'self'", "'unsafe-inline'"] },
}

/** Code is coloured by classes (`styles/code.css`), so that it follows the theme. */
const codeClasses = {
  name: 'code-classes',
  pre(node) {
    delete node.properties.style
  },
  span(node) {
    const token = /--astro-code-token-([a-z-]+)/.exec(String(node.properties.style ?? ''))?.[1]
    delete node.properties.style
    if (token) this.addClassToHast(node, `token-${token}`)
  },
}

/**
 * Astro removes a stylesheet that no page links, even one that a lazily loaded chunk needs, as the
 * editor's does. Counted as an asset of its chunk it stays, and is loaded with the chunk.
 */
const keepStylesOfLazyChunks = {
  name: 'keep-styles-of-lazy-chunks',
  applyToEnvironment: (environment) => environment.name === 'client',
  generateBundle: {
    order: 'pre',
    handler(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || !chunk.isDynamicEntry) continue
        const { importedCss, importedAssets } = chunk.viteMetadata ?? {}
        for (const css of importedCss ?? []) importedAssets?.add(css)
      }
    },
  },
}

/** While writing: figures, questions and the table of contents show their changes at once. */
const reloadOnContentChange = {
  name: 'reload-on-content-change',
  configureServer(server) {
    const reload = (file) => {
      if (/[\\/]content[\\/].*\.(yaml|svg)$/.test(file)) server.ws.send({ type: 'full-reload' })
    }
    for (const event of ['add', 'change', 'unlink']) server.watcher.on(event, reload)
  },
}

export default defineConfig({
  base: process.env.ARUBEKI_BASE ?? '/',
  // Where the book will live, for what must name full addresses; it works without.
  site: process.env.ARUBEKI_SITE,
  outDir: process.env.ARUBEKI_OUT ?? './dist',
  trailingSlash: 'always',
  i18n: { defaultLocale: 'ja', locales: ['ja', 'en'], routing: { prefixDefaultLocale: false } },
  integrations: [mdx(), preact()],
  markdown: { shikiConfig: { theme: 'css-variables', transformers: [codeClasses] } },
  security: { csp: contentSecurityPolicy },
  devToolbar: { enabled: false },
  vite: {
    // Colours are written with light-dark(), which every browser since May 2024 knows.
    build: {
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      // The YAML editor is large, and loaded only by those who open it.
      chunkSizeWarningLimit: 4000,
      // Astro marks its own modules with directives that the bundler warns about, once per chapter.
      rolldownOptions: {
        onLog: (level, log, handle) => {
          if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log)
        },
      },
    },
    worker: { format: 'es' },
    plugins: [keepStylesOfLazyChunks, reloadOnContentChange],
  },
})
