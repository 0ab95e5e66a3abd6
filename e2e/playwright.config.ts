/** Journeys of a real reader through the built site. `npm test` builds it and finds the browser. */
import { defineConfig } from '@playwright/test'
import { findBrowser } from '../src/commands/browser.ts'

const browser = await findBrowser()
if (!browser) throw new Error('There is no browser here: npm test obtains one.')

export default defineConfig({
  testDir: '.',
  outputDir: 'results',
  globalSetup: './serve-sites.ts',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  timeout: 60_000,
  reporter: 'list',
  use: {
    browserName: 'chromium',
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    // Only the journey without a network lets the book keep itself; five megabytes are not read each time.
    serviceWorkers: 'block',
    viewport: { width: 1440, height: 900 },
    // How each journey ended, in `results/`: looked at, they show what no assertion does.
    screenshot: 'on',
    // Set by serve-sites.ts, before any test file is read.
    ...(process.env['SITE_URL'] ? { baseURL: process.env['SITE_URL'] } : {}),
    launchOptions: {
      executablePath: browser.executablePath,
      args: [...browser.args],
      ...(browser.env ? { env: { ...browser.env } } : {}),
    },
  },
})
