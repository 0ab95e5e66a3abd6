import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

interface Locked {
  readonly version?: string
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const beside = ['browser', 'client-node', 'lighthouse', 'webernetes'].map((name) => `e2e/${name}`)

describe.each(['package-lock.json', ...beside.map((folder) => `${folder}/package-lock.json`)])(
  '%s',
  (file) => {
    const text = readFileSync(file, 'utf8')
    const packages: Record<string, Locked> = JSON.parse(text).packages

    test('names no place to download from, so any registry will do', () => {
      expect(text).not.toMatch(/"resolved"/)
      expect(text).not.toMatch(/https?:\/\/[^"]*\.tgz/)
    })

    // A registry that lacked a package when the lock was made leaves a hole, through which
    // `npm ci` fails on the machines that need that package.
    test('knows every package for every platform', () => {
      const missing = Object.entries(packages).flatMap(([folder, { optionalDependencies = {} }]) =>
        Object.keys(optionalDependencies)
          .filter((name) => !isLocked(packages, folder, name))
          .map((name) => `${folder || 'the project'} → ${name}`),
      )
      expect(missing).toEqual([])
    })
  },
)

test('a Node comes along for the usual platforms', () => {
  const { optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  const locked: Record<string, Locked> = JSON.parse(
    readFileSync('package-lock.json', 'utf8'),
  ).packages
  for (const platform of [
    'bin-darwin-arm64',
    'darwin-x64',
    'linux-arm64',
    'linux-x64',
    'win-x64',
  ]) {
    const name = `node-${platform}`
    expect(optionalDependencies).toHaveProperty([name])
    expect(locked[`node_modules/${name}`]?.version).toBe(optionalDependencies[name])
  }
})

test('every version is exact', () => {
  for (const file of ['package.json', ...beside.map((folder) => `${folder}/package.json`)]) {
    expect(existsSync(file)).toBe(true)
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
      readFileSync(file, 'utf8'),
    )
    const versions = Object.values({ ...dependencies, ...devDependencies, ...optionalDependencies })
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(String(version)))).toEqual([])
  }
})

/** npm looks for a package in the folder that asks for it, then in each folder above. */
function isLocked(packages: Record<string, Locked>, folder: string, name: string): boolean {
  for (let at = folder; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`]) return true
    if (!at.includes('node_modules/')) return false
    if (!at.includes('/node_modules/')) return packages[`node_modules/${name}`] !== undefined
  }
}
