/**
 * The real kubectl beside the page's own, each with a cluster of the same seed, command for command:
 * the same exit code, and the same text but for times and for where the server is.
 *
 * `ARUBEKI_KUBECTL=/path/to/kubectl npm test -- real-kubectl`
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { playBeside, rowsOf } from './real-kubectl/beside.ts'

const folder = 'src/commands/real-kubectl'
const tables = readdirSync(folder).filter((name) => name.endsWith('.txt'))
const read = (name: string) => readFileSync(path.join(folder, name), 'utf8')

const kubectl = process.env['ARUBEKI_KUBECTL']
if (kubectl)
  for (const name of tables)
    test(`the page says what the real kubectl says: ${name}`, { timeout: 300_000 }, async () => {
      expect(await playBeside(kubectl, read(name))).toEqual([])
    })
else
  process.stdout.write(
    'ARUBEKI_KUBECTL names no kubectl: nothing was compared with the real one.\n',
  )

test('the tables are broad', () => {
  const rows = tables.reduce((sum, name) => sum + rowsOf(read(name)), 0)
  expect(rows).toBeGreaterThan(600)
})
