/**
 * `tar` as `kubectl cp` uses it on the other side: `tar cf - PATH` and `tar xmf - -C FOLDER`.
 *
 * *Upstream:* POSIX.1-1988 ustar
 * *Leaves out:* links, owners and times of files, folders as such; files that are no text.
 */
import type { Command } from './shell-commands.ts'

const blockSize = 512
const encoder = new TextEncoder()
const decoder = new TextDecoder()

export const tar: Command = ({ world }, args, stdin) => {
  const [mode = '', archive, ...rest] = args
  if (archive !== '-')
    return { stderr: 'tar: only an archive from or to a pipe is understood here', exitCode: 2 }
  const at = rest.indexOf('-C')
  const folder = at < 0 ? '/' : (rest[at + 1] ?? '/')
  if (mode.includes('x')) {
    for (const { name, text } of entriesOf(encoder.encode(stdin)))
      world.files.set(pathOf(folder, name), text)
    return {}
  }
  if (!mode.includes('c')) return { stderr: 'tar: need either c or x', exitCode: 2 }
  const wanted = rest.filter((_, index) => at < 0 || (index !== at && index !== at + 1))
  const found = wanted.flatMap((name) => {
    const path = pathOf(folder, name)
    return [...world.files].filter(([file]) => file === path || file.startsWith(`${path}/`))
  })
  if (found.length === 0)
    return { stderr: `tar: ${wanted[0]}: Cannot stat: No such file or directory`, exitCode: 2 }
  const blocks = found.map(([file, text]) => entryText(file.replace(/^\//, ''), text))
  return { stdout: blocks.join('') + '\0'.repeat(2 * blockSize) }
}

function pathOf(folder: string, name: string): string {
  const whole = name.startsWith('/') ? name : `${folder}/${name}`
  return `/${whole
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')}`
}

function entryText(name: string, text: string): string {
  const size = encoder.encode(text).length
  const head = [
    padded(name.slice(-100), 100),
    '0000644\0',
    '0000000\0',
    '0000000\0',
    `${size.toString(8).padStart(11, '0')}\0`,
    '00000000000\0',
  ].join('')
  const tail = padded(`0${'\0'.repeat(100)}ustar\x0000`, blockSize - 156)
  // The sum of the header is reckoned as if its own place held spaces.
  const sum = encoder.encode(head + ' '.repeat(8) + tail).reduce((total, byte) => total + byte, 0)
  const filling = '\0'.repeat((blockSize - (size % blockSize)) % blockSize)
  return `${head}${sum.toString(8).padStart(6, '0')}\0 ${tail}${text}${filling}`
}

function padded(text: string, length: number): string {
  return text + '\0'.repeat(length - text.length)
}

function* entriesOf(bytes: Uint8Array): Iterable<{ readonly name: string; readonly text: string }> {
  const textAt = (at: number, length: number) =>
    decoder.decode(bytes.subarray(at, at + length)).replace(/\0.*$/s, '')
  for (let at = 0; at + blockSize <= bytes.length; ) {
    const name = textAt(at, 100)
    if (name === '') return
    const size = Number.parseInt(textAt(at + 124, 12), 8) || 0
    const type = textAt(at + 156, 1)
    const start = at + blockSize
    if (type === '' || type === '0')
      yield { name, text: decoder.decode(bytes.subarray(start, start + size)) }
    at = start + Math.ceil(size / blockSize) * blockSize
  }
}
