/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** What is being read: set by the page, read by the tags that authors write. */
    reading?: import('./book/reading.ts').Reading
  }
}
