/** The program that holds a Pod's namespaces while its containers come and go. */
import type { ImageContent } from '../programs.ts'

const content: ImageContent = {
  cmd: [],
  entrypoint: ['/pause'],
  executables: { pause: () => ({ onTerminate: { exitCode: 0 } }) },
  hasShell: false,
}

export const pause: Readonly<Record<string, ImageContent>> = { 'registry.k8s.io/pause': content }
