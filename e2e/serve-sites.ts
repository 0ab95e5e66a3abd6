/** Serves the built site, at the root of a host and under a sub-path, while the tests run. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { serveSite } from '../src/commands/serve-site.ts'

const sites = [
  { variable: 'SITE_URL', directory: path.resolve('dist'), base: '/' },
  {
    variable: 'SUB_PATH_URL',
    directory: path.resolve('.cache', 'sub-path'),
    base: '/books/arubeki/',
  },
]

export default async function serveSites(): Promise<() => Promise<void>> {
  const running = await Promise.all(
    sites.map(async ({ variable, directory, base }) => {
      if (!existsSync(directory))
        throw new Error(`${directory} is not built yet: npm test builds it`)
      const site = await serveSite({ directory, base, port: 0 })
      process.env[variable] = site.url
      return site
    }),
  )
  return async () => {
    await Promise.all(running.map((site) => site.close()))
  }
}
