import { expect, test } from 'vitest'
import { goTemplate } from './go-template.ts'

const data = { metadata: { name: 'web', labels: { b: '2', a: '1' } }, items: [1, 2], spec: {} }

test.each([
  ['{{.metadata.name}}', 'web'],
  ['{{.metadata.none}}', '<no value>'],
  ['{{range .items}}{{.}},{{end}}', '1,2,'],
  ['{{range $k, $v := .metadata.labels}}{{$k}}={{$v}} {{end}}', 'a=1 b=2 '],
  ['{{if gt (len .items) 1}}many{{else}}few{{end}}', 'many'],
  ['{{with .spec}}x{{else}}none{{end}}', 'none'],
  ['{{index .metadata.labels "a"}}', '1'],
  ['{{.metadata.name | printf "%q"}}', '"web"'],
  ['a {{- " b " -}} c', 'a b c'],
  ['{{.metadata.labels}}', 'map[a:1 b:2]'],
])('%s', (template, text) => {
  expect(goTemplate(template, data)).toBe(text)
})

test('what cannot be read is said', () => {
  expect(() => goTemplate('{{.x', data)).toThrow('unclosed action')
  expect(() => goTemplate('{{range .items}}', data)).toThrow('unexpected EOF')
})
