import { expect, test } from 'vitest'
import { fullName, parseImage, withDefaultTag } from './image-reference.ts'

test('short names are completed as Docker Hub names', () => {
  const parsed = parseImage('nginx:1.14.2')
  expect(parsed).toEqual({
    ok: true,
    reference: { repository: 'docker.io/library/nginx', tag: '1.14.2', digest: '' },
  })
  expect(parsed.ok && fullName(parsed.reference)).toBe('docker.io/library/nginx:1.14.2')
})

test('a bad name says what is bad about it', () => {
  expect(withDefaultTag('Bad Image!!')).toMatchObject({
    error:
      'couldn\'t parse image name "Bad Image!!": invalid reference format: ' +
      'repository name (library/Bad Image!!) must be lowercase',
  })
})
