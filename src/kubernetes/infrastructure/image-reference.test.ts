import { expect, test } from 'vitest'
import { loadCases } from '../cases-for-tests.ts'
import { fullName, normalizedImageName, parseImage, withDefaultTag } from './image-reference.ts'

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

test('upstream table', () => {
  for (const { id, input, expected } of loadCases('image_reference') ?? []) {
    if (input.op === 'kubelet-default-tag')
      expect(withDefaultTag(input.image).image, id).toBe(expected.image)
    else if (input.op === 'scheduler-normalise')
      expect(normalizedImageName(input.image), id).toBe(expected.image)
    else {
      const parsed = parseImage(input.image)
      if (expected.error) expect(!parsed.ok && parsed.error, id).toContain(expected.error)
      else
        expect(parsed, id).toEqual({
          ok: true,
          reference: { repository: expected.repo, tag: expected.tag, digest: expected.digest },
        })
    }
  }
})
