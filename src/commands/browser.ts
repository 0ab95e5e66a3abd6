/**
 * Finds a Chromium to drive, and obtains one where there is none.
 *
 * In order: the one that `ARUBEKI_CHROMIUM` names, Playwright's own, the system's; then, if it may
 * download: the Chromium inside the npm package of `e2e/browser`, Playwright's download, apt.
 */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, mkdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from '@playwright/test'

export interface Browser {
  readonly source: 'ARUBEKI_CHROMIUM' | 'playwright' | 'system' | 'npm package'
  readonly executablePath: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Keeps the browser quiet and to itself. */
const quietArgs = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
]

const isRoot = process.getuid?.() === 0
const args = isRoot ? ['--no-sandbox', ...quietArgs] : quietArgs
const browserPackage = path.resolve('e2e', 'browser')

/** A browser that is here already. */
export async function findBrowser(): Promise<Browser | undefined> {
  const named = process.env['ARUBEKI_CHROMIUM']
  if (named) {
    if (isProgram(named)) return { source: 'ARUBEKI_CHROMIUM', executablePath: named, args }
    throw new Error(`ARUBEKI_CHROMIUM names ${named}, which is no program`)
  }
  const own = chromium.executablePath()
  if (isProgram(own)) return { source: 'playwright', executablePath: own, args }
  const system = systemBrowsers().find(isProgram)
  if (system) return { source: 'system', executablePath: system, args }
  return packagedBrowser()
}

/** A browser that is here already, or else one that is fetched now. */
export async function obtainBrowser(): Promise<Browser> {
  const found = await findBrowser()
  if (found) return found
  console.log('ブラウザーが見つからないので、用意します。 / No browser found: obtaining one.')
  for (const obtain of [installPackagedBrowser, installPlaywrightBrowser, installWithApt]) {
    if (!obtain()) continue
    const obtained = await findBrowser()
    if (obtained) return obtained
  }
  throw new Error(
    'ブラウザーを用意できませんでした。ChromiumかChromeの場所を ARUBEKI_CHROMIUM に書いてください。\n' +
      'No browser could be obtained: set ARUBEKI_CHROMIUM to the path of a Chromium or Chrome.',
  )
}

function systemBrowsers(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    )
  }
  if (process.platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
    const programs = [
      'Google/Chrome/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
    ]
    return roots
      .map((name) => process.env[name])
      .filter((root) => root !== undefined)
      .flatMap((root) => programs.map((program) => path.join(root, program)))
  }
  const names = [
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'microsoft-edge',
  ]
  return ['/usr/bin', '/usr/local/bin', '/snap/bin'].flatMap((folder) =>
    names.map((name) => path.join(folder, name)),
  )
}

/**
 * The Chromium of an npm package, for Linux on x64. It was made for a cloud service: told that it
 * runs there, it unpacks the shared libraries that a bare machine lacks.
 */
async function packagedBrowser(): Promise<Browser | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  let entry: string
  try {
    entry = createRequire(path.join(browserPackage, 'package.json')).resolve('@sparticuz/chromium')
  } catch {
    return undefined
  }
  const unpacked = path.join(browserPackage, 'node_modules', '.unpacked')
  mkdirSync(unpacked, { recursive: true })
  const before = { ...process.env }
  Object.assign(process.env, { TMPDIR: unpacked, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' })
  try {
    const { default: packaged } = await import(pathToFileURL(entry).href)
    packaged.setGraphicsMode = false
    const executablePath: string = await packaged.executablePath()
    const libraries = path.join(unpacked, 'al2023', 'lib')
    const env = { ...definedOf(before), LD_LIBRARY_PATH: libraries }
    return {
      source: 'npm package',
      executablePath,
      args: ['--no-sandbox', '--no-zygote', ...quietArgs],
      env,
    }
  } finally {
    for (const key of Object.keys(process.env)) if (!(key in before)) delete process.env[key]
    Object.assign(process.env, before)
  }
}

function installPackagedBrowser(): boolean {
  if (process.platform !== 'linux' || process.arch !== 'x64') return false
  return npm(['ci', '--prefix', browserPackage, '--ignore-scripts', '--loglevel=error'])
}

function installPlaywrightBrowser(): boolean {
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli')
  return run(process.execPath, [cli, 'install', '--only-shell', 'chromium'])
}

function installWithApt(): boolean {
  if (!isRoot || !isProgram('/usr/bin/apt-get')) return false
  const install = () => run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])
  return install() || (run('apt-get', ['update']) && install())
}

/** npm as it was started: by its script, if this runs under `npm test`. */
function npm(argv: string[]): boolean {
  const script = process.env['npm_execpath']
  if (script && /\.[cm]?js$/.test(script)) {
    return run(process.env['npm_node_execpath'] ?? process.execPath, [script, ...argv])
  }
  return run('npm', argv)
}

function run(program: string, argv: string[]): boolean {
  const timeout = 5 * 60_000
  const shell = process.platform === 'win32' && program === 'npm'
  return spawnSync(program, argv, { stdio: 'inherit', timeout, shell }).status === 0
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

function definedOf(variables: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
