/**
 * What Go's YAML reader finds wrong with a text, and in which of its lines, in its own words: kubectl
 * passes them on. It reads nothing else out of the text. Lines are counted as it counts them: where a
 * token came at the wrong place, one too few, and none at all in the first line.
 *
 * *Upstream:* `sigs.k8s.io/yaml/goyaml.v2` parserc.go, decode.go (fail)
 * *Leaves out:* directives; aliases are not looked up.
 */
import { type Token, YamlScanner, YamlTrouble } from './yaml-scanner.ts'

/** `yaml: line 4: did not find expected key`, or nothing where all is well. */
export function goYamlProblem(text: string): string | undefined {
  const scanner = new YamlScanner(text)
  try {
    readDocument(scanner)
    return undefined
  } catch (error) {
    if (!(error instanceof YamlTrouble)) throw error
    const line = error.line === 0 ? 0 : error.line + (error.of === 'scanner' ? 1 : 0)
    return `yaml: ${line === 0 ? '' : `line ${line}: `}${error.message}`
  }
}

function readDocument(scanner: YamlScanner): void {
  while (scanner.peek().is === 'document-end') scanner.next()
  if (scanner.peek().is === 'document-start') scanner.next()
  if (scanner.peek().is !== 'stream-end') readNode(scanner, true, false)
}

function wrong(token: Token, message: string): YamlTrouble {
  return new YamlTrouble('parser', token.line, message)
}

function readNode(scanner: YamlScanner, isBlock: boolean, isIndentless: boolean): void {
  let hasProperties = false
  while (scanner.peek().is === 'property') {
    scanner.next()
    hasProperties = true
  }
  const token = scanner.peek()
  if (isIndentless && token.is === 'entry') return readIndentless(scanner)
  switch (token.is) {
    case 'alias':
    case 'scalar':
      scanner.next()
      return
    case 'list':
      return readFlow(scanner, 'list-end')
    case 'map':
      return readFlow(scanner, 'map-end')
    case 'block-list':
      if (isBlock) return readBlockList(scanner)
      break
    case 'block-map':
      if (isBlock) return readBlockMap(scanner)
      break
    default:
  }
  if (!hasProperties) throw wrong(token, 'did not find expected node content')
}

function readBlockList(scanner: YamlScanner): void {
  scanner.next()
  while (scanner.peek().is === 'entry') {
    scanner.next()
    if (!['entry', 'block-end'].includes(scanner.peek().is)) readNode(scanner, true, false)
  }
  if (scanner.peek().is !== 'block-end')
    throw wrong(scanner.peek(), "did not find expected '-' indicator")
  scanner.next()
}

function readIndentless(scanner: YamlScanner): void {
  while (scanner.peek().is === 'entry') {
    scanner.next()
    if (!['entry', 'key', 'value', 'block-end'].includes(scanner.peek().is))
      readNode(scanner, true, false)
  }
}

function readBlockMap(scanner: YamlScanner): void {
  scanner.next()
  while (scanner.peek().is === 'key' || scanner.peek().is === 'value') {
    if (scanner.peek().is === 'key') {
      scanner.next()
      if (!['key', 'value', 'block-end'].includes(scanner.peek().is)) readNode(scanner, true, true)
    }
    if (scanner.peek().is === 'value') {
      scanner.next()
      if (!['key', 'value', 'block-end'].includes(scanner.peek().is)) readNode(scanner, true, true)
    }
  }
  if (scanner.peek().is !== 'block-end') throw wrong(scanner.peek(), 'did not find expected key')
  scanner.next()
}

/** `[…]` and `{…}`. */
function readFlow(scanner: YamlScanner, end: 'list-end' | 'map-end'): void {
  scanner.next()
  for (let isFirst = true; scanner.peek().is !== end; isFirst = false) {
    if (!isFirst) {
      if (scanner.peek().is !== 'comma')
        throw wrong(
          scanner.peek(),
          `did not find expected ',' or '${end === 'list-end' ? ']' : '}'}'`,
        )
      scanner.next()
      if (scanner.peek().is === end) break
    }
    readFlowItem(scanner, end)
  }
  scanner.next()
}

function readFlowItem(scanner: YamlScanner, end: Token['is']): void {
  const isOver = () => ['value', 'comma', end].includes(scanner.peek().is)
  if (scanner.peek().is === 'key') {
    scanner.next()
    if (!isOver()) readNode(scanner, false, false)
  } else if (scanner.peek().is !== 'value') {
    readNode(scanner, false, false)
    if (end === 'list-end') return
  }
  if (scanner.peek().is !== 'value') return
  scanner.next()
  if (!isOver()) readNode(scanner, false, false)
}
