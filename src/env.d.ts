/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** What is being read: set by the page, read by the tags that authors write. */
    reading?: import('./book/reading.ts').Reading
  }
}

/** What `import Figure from './Figure.astro'` gives in a `.ts` file. */
declare module '*.astro' {
  const component: import('astro/runtime/server/index.js').AstroComponentFactory
  export default component
}
