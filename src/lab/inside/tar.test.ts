import { expect, it } from 'vitest'
import type { Shell } from './shell.ts'
import { tar } from './tar.ts'

const shellWith = (files: Record<string, string>) =>
  ({ world: { files: new Map(Object.entries(files)) } }) as unknown as Shell

it('packs files, and unpacks them elsewhere as they were', () => {
  const files = { '/tmp/a.txt': 'あ\n', '/tmp/in/b': 'x'.repeat(600), '/etc/c': '' }
  const { stdout = '' } = tar(shellWith(files), ['cf', '-', '/tmp'], '', 'tar')
  expect(new TextEncoder().encode(stdout).length % 512).toBe(0)
  const other = shellWith({})
  expect(tar(other, ['-xmf', '-', '-C', '/opt'], stdout, 'tar')).toEqual({})
  expect([...other.world.files]).toEqual([
    ['/opt/tmp/a.txt', 'あ\n'],
    ['/opt/tmp/in/b', 'x'.repeat(600)],
  ])
})

it('says what it cannot find, and what it does not do', () => {
  const shell = shellWith({})
  expect(tar(shell, ['cf', '-', '/nope'], '', 'tar').stderr).toContain('/nope: Cannot stat')
  expect(tar(shell, ['xf', 'a.tar'], '', 'tar').exitCode).toBe(2)
})
