import { dump } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { hasErrors } from './diagnostic.ts'
import { limits } from './limits.ts'
import { parseManifest } from './parse.ts'

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: nginx-deployment
  labels:
    app: nginx
spec:
  replicas: 3
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
      - name: nginx
        image: nginx:1.14.2
        ports:
        - containerPort: 80
`

/** The Deployment with one thing changed; a change that changes nothing is a mistake of the test. */
function changed(from: string, to: string, text = deployment): string {
  const result = text.replace(from, to)
  expect(result).not.toBe(text)
  return result
}

const parserWords = /expected|YAMLException|mapping entry|node_modules|undefined|NaN|\[object/

function codes(text: string): string[] {
  return parseManifest(text).diagnostics.map(({ code, range }) => `${code} ${range.startLine}`)
}

describe('what is right', () => {
  test('one object, plain, with every value kubectl would see', () => {
    const { documents, diagnostics } = parseManifest(deployment, 'deployment.yaml')
    expect(diagnostics).toEqual([])
    expect(documents).toHaveLength(1)
    expect(documents[0]!.file).toBe('deployment.yaml')
    expect(documents[0]!.object).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'nginx-deployment', labels: { app: 'nginx' } },
      spec: {
        replicas: 3,
        selector: { matchLabels: { app: 'nginx' } },
        template: {
          metadata: { labels: { app: 'nginx' } },
          spec: {
            containers: [{ name: 'nginx', image: 'nginx:1.14.2', ports: [{ containerPort: 80 }] }],
          },
        },
      },
    })
  })

  test('CRLF, CR, a byte order mark and JSON', () => {
    const expected = parseManifest(deployment).documents[0]!.object
    for (const text of [
      deployment.replaceAll('\n', '\r\n'),
      deployment.replaceAll('\n', '\r'),
      `\uFEFF${deployment}`,
      JSON.stringify(expected, null, 2),
      JSON.stringify(expected),
    ]) {
      const { documents, diagnostics } = parseManifest(text)
      expect(diagnostics).toEqual([])
      expect(documents[0]!.object).toEqual(expected)
    }
  })

  test('several documents; empty ones are skipped and each keeps its own lines', () => {
    const text = `# first\n---\n${deployment}---\n# nothing here\n---\n\n---\n${deployment}...\n`
    const { documents, diagnostics } = parseManifest(text)
    expect(diagnostics).toEqual([])
    const lines = documents.map((document) => document.locate('spec.replicas').startLine)
    expect(lines).toEqual([10, 36])
  })

  test('anchors, aliases and merge keys become plain, separate values', () => {
    const { documents, diagnostics } = parseManifest(`apiVersion: v1
kind: Pod
base: &base { app: web, tier: front }
metadata:
  labels:
    <<: *base
    tier: back
again: *base
`)
    expect(diagnostics).toEqual([])
    const { object } = documents[0]!
    expect(object['metadata']).toEqual({ labels: { app: 'web', tier: 'back' } })
    expect(object['again']).toEqual(object['base'])
    expect(object['again']).not.toBe(object['base'])
    expect(documents[0]!.locate('metadata.labels.app').startLine).toBe(3)
    expect(documents[0]!.locate('metadata.labels.tier').startLine).toBe(7)
    expect(documents[0]!.locate('again').startLine).toBe(8)
  })

  test('yes, on and octal numbers are what kubectl sees', () => {
    const { documents } = parseManifest(
      'apiVersion: v1\nkind: Pod\na: yes\nb: 0755\non: x\n80: z\n',
    )
    expect(documents[0]!.object).toMatchObject({ a: true, b: 493, true: 'x', 80: 'z' })
  })

  test('a List is unfolded and its items keep their places', () => {
    const { documents, diagnostics } = parseManifest(`apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Pod
  metadata:
    name: a
- apiVersion: v1
  kind: Service
`)
    expect(diagnostics).toEqual([])
    expect(documents.map(({ object }) => object.kind)).toEqual(['Pod', 'Service'])
    expect(documents[0]!.locate('metadata.name')).toMatchObject({ startLine: 7, startColumn: 11 })
  })

  test('Japanese texts and full-width characters are fine where text belongs', () => {
    const text = changed(
      '  labels:',
      '  annotations:\n    a: 説明：これは「例」です（注）\n    b: "全角　空白"\n    c: |\n      　字下げ：１\n  labels:',
    )
    expect(parseManifest(`# コメント：　“自由”\n${text}`).diagnostics).toEqual([])
  })

  test('texts that look like pairs or options are fine as list items', () => {
    const text = changed(
      '        ports:',
      '        args:\n        - nginx:1.14\n        - -x\n        ports:',
    )
    expect(parseManifest(text).diagnostics).toEqual([])
  })

  test('a key named __proto__ is a key like any other', () => {
    const { documents } = parseManifest(
      'apiVersion: v1\nkind: Pod\n__proto__: { polluted: true }\n',
    )
    expect(Object.keys(documents[0]!.object)).toContain('__proto__')
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  test('agrees with js-yaml on what it writes', () => {
    const object = {
      apiVersion: 'v1',
      kind: 'Pod',
      a: [1, [2, { b: null }], []],
      c: { d: 'x\ny\n' },
    }
    expect(parseManifest(dump(object)).documents[0]!.object).toEqual(object)
  })
})

describe("a learner's mistakes each get one sentence at the right line", () => {
  const cases: [name: string, text: () => string, expected: string][] = [
    ['a tab', () => changed('  replicas', '\treplicas'), 'tab-indentation 8'],
    ['a tab behind spaces', () => changed('  replicas', '  \treplicas'), 'tab-indentation 8'],
    ['tabs deep down', () => changed('        image', '\t\timage'), 'tab-indentation 19'],
    ['a space too many', () => changed('  replicas', '   replicas'), 'bad-indentation 8'],
    ['a space too few', () => changed('  replicas', ' replicas'), 'bad-indentation 8'],
    [
      'an item field too shallow',
      () => changed('        image', '       image'),
      'bad-indentation 19',
    ],
    [
      'an item field too deep',
      () => changed('        image', '         image'),
      'bad-indentation 19',
    ],
    ['an indented root field', () => changed('kind', '  kind'), 'bad-indentation 2'],
    ['an indented first line', () => changed('apiVersion', ' apiVersion'), 'bad-indentation 1'],
    ['a shallow list', () => changed('        - con', '       - con'), 'bad-indentation 21'],
    ['a deep first child', () => changed('  name:', '    name:'), 'bad-indentation 4'],
    ['the second of three', () => changed('  selector', '   selector'), 'bad-indentation 9'],
    ['replicas:3', () => changed('replicas: 3', 'replicas:3'), 'missing-space-after-colon 8'],
    ['kind:Deployment', () => changed('kind: D', 'kind:D'), 'missing-space-after-colon 2'],
    ['apiVersion:apps/v1', () => changed('n: a', 'n:a'), 'missing-space-after-colon 1'],
    ['image:nginx', () => changed('image: n', 'image:n'), 'missing-space-after-colon 19'],
    ['the only label', () => changed('app: nginx', 'app:nginx'), 'missing-space-after-colon 6'],
    ['- name:nginx', () => changed('- name: n', '- name:n'), 'missing-space-after-colon 18'],
    ['-name', () => changed('- name', '-name'), 'missing-space-after-dash 18'],
    ['-containerPort', () => changed('- cont', '-cont'), 'missing-space-after-dash 21'],
    ['replicas 3', () => changed('replicas: 3', 'replicas 3'), 'missing-colon 8'],
    ['spec without colon', () => changed('spec:', 'spec'), 'missing-colon 7'],
    ['kind without colon', () => changed('kind: D', 'kind D'), 'missing-colon 2'],
    ['containers without colon', () => changed('containers:', 'containers'), 'missing-colon 17'],
    ['an open "', () => changed('nginx:1.14.2', '"nginx:1.14.2'), 'unclosed-quote 19'],
    ["an open '", () => changed('nginx-dep', "'nginx-dep"), 'unclosed-quote 4'],
    [
      'an open " closed by a later one',
      () => `${changed('nginx:1.14.2', '"nginx:1.14.2')}          name: "web"\n`,
      'unclosed-quote 19',
    ],
    ['text after a quote', () => changed('nginx:1.14.2', '"nginx"x'), 'text-after-quote 19'],
    ['a wrong escape', () => changed('nginx:1.14.2', '"nginx\\d"'), 'bad-escape 19'],
    ['an open [', () => changed('ports:', 'args: ["a"\n        ports:'), 'unclosed-bracket 20'],
    ['an open {', () => changed('app: nginx', '{app: nginx'), 'unclosed-bracket 6'],
    ['no comma', () => changed('ports:', 'args: ["a" "b"]\n        ports:'), 'missing-comma 20'],
    ['a template', () => changed('nginx-deployment', '{{ .Values.name }}'), 'not-a-key 4'],
    ['a template line', () => `{{- if x }}\n${deployment}`, 'not-a-key 1'],
    ['a Markdown fence', () => `\`\`\`yaml\n${deployment}\`\`\`\n`, 'code-fence 1'],
    ['full-width colon', () => changed('replicas: 3', 'replicas：3'), 'full-width 8'],
    ['full-width colon, then space', () => changed('replicas: 3', 'replicas： 3'), 'full-width 8'],
    ['full-width colon at the end', () => changed('spec:', 'spec：'), 'full-width 7'],
    ['full-width digit', () => changed('replicas: 3', 'replicas: ３'), 'full-width 8'],
    ['full-width word', () => changed('kind', 'ｋｉｎｄ'), 'full-width 2'],
    ['full-width dash', () => changed('- cont', '－ cont'), 'full-width 21'],
    ['full-width #', () => changed('replicas: 3', 'replicas: 3 ＃台'), 'full-width 8'],
    ['curly quotes', () => changed('nginx:1.14.2', '“nginx”'), 'curly-quote 19'],
    ['full-width indentation', () => changed('  replicas', '　　replicas'), 'special-space 8'],
    ['mixed indentation', () => changed('  replicas', '  　replicas'), 'special-space 8'],
    ['full-width space behind colon', () => changed('s: 3', 's:　3'), 'special-space 8'],
    ['full-width space at the end', () => changed('s: 3', 's: 3　'), 'special-space 8'],
    ['no-break space', () => changed('  replicas', '\u00a0 replicas'), 'special-space 8'],
    ['two pairs', () => changed('replicas: 3', 'replicas: 3 image: x'), 'two-keys-in-line 8'],
    ['@', () => changed('nginx:1.14.2', '@nginx'), 'reserved-character 19'],
    ['a backtick', () => changed('nginx:1.14.2', '`nginx`'), 'reserved-character 19'],
    [
      'list on the key line',
      () => changed('containers:\n      -', 'containers: -'),
      'list-on-key-line 17',
    ],
    ['a list beside pairs', () => `${deployment}- x\n`, 'list-beside-mapping 22'],
    ['a crooked text', () => changed('s: 3', 's: |\n    x\n   y'), 'block-text-indentation 10'],
    ['an unknown tag', () => changed('s: 3', 's: !foo 3'), 'unknown-tag 8'],
    ['a tag that does not fit', () => changed('s: 3', 's: !!int three'), 'wrong-tag 8'],
    ['an alias of nothing', () => changed('s: 3', 's: *x'), 'unknown-alias 8'],
    ['an alias of itself', () => changed('s: 3', 's: &x [*x]'), 'recursive-alias 8'],
    ['a merge of a number', () => changed('s: 3', 's: { <<: 3 }'), 'bad-merge 8'],
    ['NUL', () => changed('s: 3', 's: \u00003'), 'control-character 8'],
    ['a bell', () => changed('s: 3', 's: \u00073'), 'control-character 8'],
    ['half a character', () => changed('s: 3', 's: \ud8003'), 'control-character 8'],
    ['a list at the top', () => '- a\n- b\n', 'not-an-object 1'],
    ['a word at the top', () => 'hello', 'not-an-object 1'],
    ['nothing', () => '', 'empty 1'],
    ['nothing but comments', () => '# a\n---\n# b\n', 'empty 1'],
    ['no kind', () => changed('kind: Deployment\n', ''), 'missing-kind 1'],
    ['an empty kind', () => changed('kind: Deployment', 'kind:'), 'missing-kind 1'],
    ['a kind that is no text', () => changed('kind: Deployment', 'kind: 3'), 'not-text 2'],
    ['no apiVersion', () => changed('apiVersion: apps/v1\n', ''), 'missing-api-version 1'],
    ['deep brackets', () => `a: ${'['.repeat(300)}`, 'too-deep 1'],
    ['something else', () => '{"apiVersion":"v1","kind":"Pod",}}', 'syntax 1'],
  ]
  test.each(cases)('%s', (_, text, expected) => {
    const { documents, diagnostics } = parseManifest(text())
    expect(codes(text())).toEqual([expected])
    expect(documents).toEqual([])
    expect(hasErrors(diagnostics)).toBe(true)
    for (const { message } of diagnostics) {
      expect(message.ja).toMatch(/[ぁ-ん]/)
      expect(message.en).not.toMatch(/[ぁ-ん]/)
      expect(message.ja + message.en).not.toMatch(parserWords)
    }
  })

  test('the sentences say where and what to write', () => {
    const [tight] = parseManifest(changed('replicas: 3', 'replicas:3')).diagnostics
    expect(tight!.message.ja).toContain('8行目')
    expect(tight!.message.ja).toContain('`replicas: 3`')
    const [deep] = parseManifest(changed('  selector', '   selector')).diagnostics
    expect(deep!.message.en).toBe(
      'Line 9 is indented by 3 spaces. Use 2 spaces, to line up with `replicas: 3` in line 8.',
    )
    const [api] = parseManifest('kind: Service\n').diagnostics
    expect(api!.message.en).toContain('`apiVersion: v1`')
  })

  test('without apiVersion and kind, both are asked for', () => {
    expect(codes('metadata:\n  name: x\n')).toEqual(['missing-api-version 1', 'missing-kind 1'])
  })

  test('a good document beside one without a kind is still given', () => {
    const { documents, diagnostics } = parseManifest(`${deployment}---\napiVersion: v1\n`)
    expect(documents).toHaveLength(1)
    expect(diagnostics.map(({ code }) => code)).toEqual(['missing-kind'])
  })

  test('a repeated key is a warning and the last one counts', () => {
    const { documents, diagnostics } = parseManifest(changed('s: 3', 's: 3\n  replicas: 5'))
    expect(documents[0]!.object).toMatchObject({ spec: { replicas: 5 } })
    expect(diagnostics).toMatchObject([
      { severity: 'warning', code: 'duplicate-key', range: { startLine: 9, startColumn: 3 } },
    ])
  })
})

describe('bounds', () => {
  /** Generous for slow machines; what is guarded against takes minutes. */
  function timed(text: string): { codes: string[]; milliseconds: number } {
    const start = performance.now()
    const found = codes(text)
    return { codes: found, milliseconds: performance.now() - start }
  }

  test('a 10 MB paste is answered at once and never parsed', () => {
    for (const text of ['a: b\n'.repeat(2_000_000), 'x'.repeat(10_000_000)]) {
      const answer = timed(text)
      expect(answer.codes).toEqual(['too-large 1'])
      expect(answer.milliseconds).toBeLessThan(50)
    }
  })

  test('a billion laughs are refused by counting, not by expanding', () => {
    const lines = Array.from('bcdefghijklmn', (name, index) => {
      const before = String.fromCharCode('a'.charCodeAt(0) + index)
      return `${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`
    })
    const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${lines.join('\n')}\n`
    const answer = timed(bomb)
    expect(answer.codes).toEqual(['too-much-expansion 6'])
    expect(answer.milliseconds).toBeLessThan(500)
  })

  test('long texts and merge keys count as expansion too', () => {
    const long = `a: &a "${'x'.repeat(100_000)}"\nb: [${'*a, '.repeat(1000)}]\n`
    expect(codes(long)).toEqual(['too-much-expansion 2'])
    const keys = Array.from({ length: 1000 }, (_, i) => `k${i}: 1`).join(', ')
    const merges = Array.from({ length: 1000 }, (_, i) => `m${i}: { <<: *a }`).join('\n')
    expect(codes(`a: &a { ${keys} }\n${merges}\n`)[0]).toMatch(/^too-much-expansion/)
  })

  test('endless lines and odd repetitions end soon', () => {
    const size = limits.characters - 100
    for (const text of [
      `a: b: ${'x'.repeat(size)}`,
      `a${' '.repeat(size)}b: c: d`,
      `a: ${'　'.repeat(size)}: b: c`,
      ':'.repeat(size),
      '- '.repeat(size / 2),
      '? '.repeat(size / 2),
      '"'.repeat(size),
      '&a '.repeat(Math.floor(size / 3)),
      `${'a: b\n'.repeat(size / 5 - 10)} x: 1\n`,
    ]) {
      const answer = timed(text)
      expect(answer.codes.length).toBeGreaterThan(0)
      expect(answer.milliseconds).toBeLessThan(5000)
    }
  })

  test('no more diagnostics than anybody reads', () => {
    expect(codes('---\na: b\n'.repeat(2000)).length).toBeLessThanOrEqual(limits.diagnostics)
    const repeated = `apiVersion: v1\nkind: Pod\n${'a: b\n'.repeat(2000)}`
    expect(codes(repeated).length).toBeLessThanOrEqual(limits.diagnostics)
  })
})
