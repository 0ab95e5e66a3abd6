/**
 * Runs before `npm start` and `npm test` on whatever Node the reader has: installs what the lock
 * file names and is not here yet. The Node that everything else needs comes along as a dependency,
 * and npm puts it first on the path.
 *
 * Plain JavaScript of Node 20's time, and only what Node brings: nothing is installed yet.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')
const modules = join(root, 'node_modules')

if (!isInstalled()) install()
checkNode()

/** Whether npm's own record of `node_modules` agrees with the lock file. */
function isInstalled() {
  const record = join(modules, '.package-lock.json')
  if (!existsSync(record)) return false
  const wanted = packagesOf(join(root, 'package-lock.json'))
  const present = packagesOf(record)
  for (const [folder, { version, optional }] of Object.entries(wanted)) {
    if (folder === '') continue
    const found = present[folder]
    // Packages for other platforms are optional and stay away.
    if (found ? found.version !== version : !optional) return false
  }
  return true
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}

function install() {
  say(
    '必要なパッケージを入れています。初回は数分かかることがあります。',
    'Installing what is needed. The first time can take a few minutes.',
  )
  // No package needs its install script; npm's notes on the age of Node do not matter here.
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  if (runNpm(['ci', '--include=dev', '--include=optional', ...quiet])) return
  fail(
    'パッケージを入れられませんでした。ネットワークを確かめて、もう一度お試しください。',
    'The packages could not be installed. Check the network and try again.',
  )
}

function runNpm(args) {
  const script = process.env.npm_execpath
  const options = { cwd: root, stdio: 'inherit' }
  if (script && /\.[cm]?js$/.test(script)) {
    const node = process.env.npm_node_execpath || process.execPath
    return spawnSync(node, [script, ...args], options).status === 0
  }
  const shell = process.platform === 'win32'
  return spawnSync('npm', args, { ...options, shell }).status === 0
}

/** The commands that follow are TypeScript, which Node runs as it is from 22.18 on. */
function checkNode() {
  const path = [join(modules, '.bin'), process.env.PATH].join(delimiter)
  const { stdout } = spawnSync('node', ['-p', 'process.versions.node'], {
    encoding: 'utf8',
    env: { ...process.env, PATH: path },
    shell: process.platform === 'win32',
  })
  const [major = 0, minor = 0] = (stdout || '').trim().split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 18)) return
  const found = (stdout || '').trim() || '?'
  fail(
    `この環境（${process.platform} ${process.arch}）向けの Node.js が同梱されていません。Node.js 22.18 以上を入れてください（いまは ${found}）。`,
    `No Node.js comes along for ${process.platform} ${process.arch}. Please install Node.js 22.18 or newer (this is ${found}).`,
  )
}

function say(japanese, english) {
  console.log(`${japanese}\n${english}`)
}

function fail(japanese, english) {
  console.error(`${japanese}\n${english}`)
  process.exit(1)
}
