import { expect, test } from 'vitest'
import type { Written } from '../../lab/terminal.ts'
import { announcement, asText } from './announce.ts'
import { terminalTexts } from './texts.ts'

const prompt: Written = { to: 'prompt', text: 'kubectl get pods' }
const texts = terminalTexts.en

test('short output is read out, of long output only the number of lines', () => {
  expect(announcement([], texts)).toBe('')
  expect(announcement([prompt], texts)).toBe('No output.')
  expect(announcement([prompt, { to: 'stdout', text: 'pod/web created\n' }], texts)).toBe(
    'pod/web created',
  )
  expect(announcement([prompt, { to: 'stdout', text: 'a\nb\nc\nd\n' }], texts)).toBe(
    '4 lines of output',
  )
  const failed: Written[] = [
    prompt,
    { to: 'stderr', text: 'error: no\n' },
    { to: 'end', text: '1' },
  ]
  expect(announcement(failed, texts)).toBe('error: no exit code 1')
})

test('the log as text is what a real terminal would hold', () => {
  expect(asText([prompt, { to: 'stdout', text: 'NAME\n' }, { to: 'end', text: '1' }])).toBe(
    '$ kubectl get pods\nNAME\n',
  )
})
