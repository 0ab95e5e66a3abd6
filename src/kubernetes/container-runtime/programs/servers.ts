/** Servers that run until they are told to stop, and then end well. */
import type { ImageContent, Program } from '../programs.ts'

/** What a server needs from its start until it listens. */
const startMs = 50

function webServer(): Program {
  return {
    onTerminate: { exitCode: 0 },
    listens: [{ port: 80, afterMs: startMs, http: (path) => (path === '/' ? 200 : 404) }],
  }
}

function database(): Program {
  return {
    onTerminate: { exitCode: 0 },
    listens: [{ port: 6379, afterMs: startMs }],
  }
}

export const servers: Readonly<Record<string, ImageContent>> = {
  'docker.io/library/nginx': {
    cmd: ['nginx', '-g', 'daemon off;'],
    executables: { nginx: () => ({ ...webServer(), control: 'nginx' }) },
    hasShell: true,
  },
  'docker.io/library/httpd': {
    cmd: ['httpd-foreground'],
    executables: { 'httpd-foreground': webServer, httpd: webServer },
    hasShell: true,
  },
  'docker.io/library/redis': {
    cmd: ['redis-server'],
    executables: { 'redis-server': database },
    hasShell: true,
  },
  // Without a terminal its shell reads the end of its input and is done.
  'docker.io/library/busybox': { cmd: ['sh'], executables: {}, hasShell: true },
}
