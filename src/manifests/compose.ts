/**
 * Composes plain objects from js-yaml's parse events and remembers where each value stood.
 *
 * Values and places are built side by side in one pass. An alias shares the places of what it
 * names but copies its value, so that what comes out is a plain tree; how much copying may add is
 * bounded. A repeated key is a warning and the last one counts, as in kubectl.
 * *Upstream:* sigs.k8s.io/yaml `YAMLToJSON` (keys become texts, merge keys are honoured).
 * *Leaves out:* tags other than YAML's own seven; they are refused.
 */
import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE, type ScalarEvent } from 'js-yaml'
import type { Diagnostic } from './diagnostic.ts'
import { limits } from './limits.ts'
import { diagnostic } from './messages.ts'
import { resolvePlain, resolveTagged } from './scalar.ts'
import { lineOf, rangeOf, type SourceText } from './source-text.ts'

export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject
export type JsonObject = { [key: string]: JsonValue }

/** Where a value stands: offsets into the text. An empty value has `start === end`. */
export interface Place {
  start: number
  end: number
  key?: { readonly start: number; readonly end: number }
  children?: Map<string | number, Place>
}

export interface Composed {
  readonly value: JsonValue
  readonly place: Place
}

interface Node extends Composed {
  /** How much copying this node would add; see `limits.expansion`. */
  size: number
  readonly mergeKey?: boolean
}

interface Frame {
  readonly kind: 'document' | 'sequence' | 'mapping'
  readonly node: Node & { value: JsonValue }
  key?: Node
  readonly anchor: string | undefined
  readonly merged: Node[]
}

/** An error that ends composing; caught by `compose` and nowhere else. */
class Refusal extends Error {
  readonly diagnostic: Diagnostic
  constructor(diagnostic: Diagnostic) {
    super(diagnostic.code)
    this.diagnostic = diagnostic
  }
}

export function compose(
  source: SourceText,
  events: readonly Event[],
): { documents: Composed[]; diagnostics: Diagnostic[] } {
  const composer = new Composer(source)
  try {
    for (const event of events) composer.take(event)
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    return { documents: [], diagnostics: [refusal.diagnostic] }
  }
  return { documents: composer.documents, diagnostics: composer.diagnostics }
}

class Composer {
  readonly documents: Composed[] = []
  readonly diagnostics: Diagnostic[] = []
  private readonly source: SourceText
  private readonly stack: Frame[] = []
  private anchors = new Map<string, Node | 'open'>()
  private expansion = 0
  /** Where the last token ended: empty values stand there, collections end there. */
  private last = 0

  constructor(source: SourceText) {
    this.source = source
  }

  take(event: Event): void {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        this.anchors = new Map()
        this.open('document', this.last, undefined)
        break
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING: {
        const kind = event.type === EVENT_ID.MAPPING ? 'mapping' : 'sequence'
        this.checkTag(event.tagStart, event.tagEnd, kind === 'mapping' ? ['map'] : ['seq'])
        this.last = Math.max(this.last, event.start)
        this.open(kind, event.start, this.name(event.anchorStart, event.anchorEnd))
        break
      }
      case EVENT_ID.SCALAR:
        this.scalar(event)
        break
      case EVENT_ID.ALIAS:
        this.alias(event.anchorStart, event.anchorEnd)
        break
      case EVENT_ID.POP:
        this.close()
        break
    }
  }

  private open(kind: Frame['kind'], start: number, anchor: string | undefined): void {
    if (anchor !== undefined) this.anchors.set(anchor, 'open')
    const place: Place = { start, end: start, children: new Map() }
    const value: JsonValue = kind === 'sequence' ? [] : {}
    this.stack.push({ kind, node: { value, place, size: 1 }, anchor, merged: [] })
  }

  private close(): void {
    const frame = this.stack.pop()!
    if (frame.kind === 'document') return
    for (const merged of frame.merged) this.merge(frame, merged)
    const { place } = frame.node
    // A flow collection ends after its bracket, which js-yaml does not report.
    const bracket = /[[{]/.test(this.source.text.charAt(place.start))
    if (bracket) this.last = skipToBracket(this.source.text, this.last)
    place.end = Math.max(place.start, this.last)
    if (frame.anchor !== undefined) this.anchors.set(frame.anchor, frame.node)
    this.attach(frame.node)
  }

  private scalar(event: ScalarEvent): void {
    const { text } = this.source
    const empty = event.valueStart < 0
    const quoted =
      event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED
    // js-yaml reports the inside of quotes; readers expect the quotes to belong to the value.
    const start = empty ? this.emptyAt(event) : event.valueStart - (quoted ? 1 : 0)
    const end = empty ? start : event.valueEnd + (quoted ? 1 : 0)
    this.last = Math.max(this.last, end)
    const raw = empty ? '' : getScalarValue(text, event)
    const tag = this.checkTag(event.tagStart, event.tagEnd, ['str', 'int', 'float', 'bool', 'null'])
    const plain = event.style === SCALAR_STYLE.PLAIN && tag === undefined
    let value: JsonValue | undefined = plain ? resolvePlain(raw) : raw
    if (tag !== undefined) value = resolveTagged(tag, raw)
    if (value === undefined) {
      this.refuse(event.tagStart, end, (range, line) =>
        diagnostic('wrong-tag', range, line, text.slice(event.tagStart, event.tagEnd)),
      )
    }
    const node: Node = {
      value: value!,
      place: { start, end },
      size: 1 + (raw.length >> 5),
      mergeKey: plain && raw === '<<',
    }
    const anchor = this.name(event.anchorStart, event.anchorEnd)
    if (anchor !== undefined) this.anchors.set(anchor, node)
    this.attach(node)
  }

  private emptyAt(event: ScalarEvent): number {
    return Math.max(this.last, event.tagEnd, event.anchorEnd)
  }

  private alias(start: number, end: number): void {
    const name = this.source.text.slice(start, end)
    const target = this.anchors.get(name)
    const code = target === 'open' ? 'recursive-alias' : 'unknown-alias'
    if (target === undefined || target === 'open') {
      this.refuse(start - 1, end, (range, line) => diagnostic(code, range, line, name))
    }
    const node = target as Node
    this.last = Math.max(this.last, end)
    this.expand(node.size, start - 1, end)
    const { children } = node.place
    const place: Place = { start: start - 1, end, ...(children ? { children } : {}) }
    this.attach({ ...node, value: structuredClone(node.value), place })
  }

  private attach(node: Node): void {
    const frame = this.stack.at(-1)!
    if (frame.kind === 'document') {
      this.documents.push(node)
    } else if (frame.kind === 'sequence') {
      const items = frame.node.value as JsonValue[]
      frame.node.place.children!.set(items.length, node.place)
      items.push(node.value)
      frame.node.size += node.size
    } else if (!frame.key) {
      if (typeof node.value === 'object' && node.value !== null) {
        const { start, end } = node.place
        this.refuse(start, end, (range, line) => diagnostic('not-a-key', range, line))
      }
      frame.key = node
    } else {
      const { key } = frame
      delete frame.key
      if (key.mergeKey) this.addMerge(frame, node)
      else this.put(frame, key, node)
    }
  }

  private put(frame: Frame, key: Node, node: Node): void {
    const name = String(key.value)
    const { start, end } = key.place
    const children = frame.node.place.children!
    const earlier = children.get(name)?.key
    if (earlier && this.diagnostics.length < limits.diagnostics) {
      const [line, firstLine] = [lineOf(this.source, start), lineOf(this.source, earlier.start)]
      const range = rangeOf(this.source, start, end)
      this.diagnostics.push(diagnostic('duplicate-key', range, line, name, firstLine))
    }
    children.set(name, { ...node.place, key: { start, end } })
    setOwn(frame.node.value as JsonObject, name, node.value)
    frame.node.size += node.size + 1
  }

  private addMerge(frame: Frame, node: Node): void {
    const { start, end } = node.place
    const list = Array.isArray(node.value) ? node.value : [node.value]
    list.forEach((value, index) => {
      const place = Array.isArray(node.value) ? node.place.children?.get(index) : node.place
      if (typeof value !== 'object' || value === null || Array.isArray(value) || !place) {
        this.refuse(start, end, (range, line) => diagnostic('bad-merge', range, line))
      } else {
        frame.merged.push({ value, place, size: Object.keys(value).length })
      }
    })
  }

  /** What is written in the mapping itself wins over what is merged in, wherever `<<` stands. */
  private merge(frame: Frame, merged: Node): void {
    const target = frame.node.value as JsonObject
    this.expand(merged.size, merged.place.start, merged.place.end)
    for (const [name, value] of Object.entries(merged.value as JsonObject)) {
      if (Object.hasOwn(target, name)) continue
      setOwn(target, name, value)
      const place = merged.place.children?.get(name)
      if (place) frame.node.place.children!.set(name, place)
    }
    frame.node.size += merged.size
  }

  private expand(size: number, start: number, end: number): void {
    this.expansion += size
    if (this.expansion <= limits.expansion) return
    this.refuse(start, end, (range, line) => diagnostic('too-much-expansion', range, line))
  }

  private checkTag(start: number, end: number, allowed: readonly string[]): string | undefined {
    if (start < 0) return undefined
    const tag = this.source.text.slice(start, end)
    const short = /^(?:!!|!<tag:yaml\.org,2002:)(\w+)>?$/.exec(tag)?.[1]
    if (short === undefined || !allowed.includes(short)) {
      this.refuse(start, end, (range, line) => diagnostic('unknown-tag', range, line, tag))
    }
    return short
  }

  private name(start: number, end: number): string | undefined {
    return start < 0 ? undefined : this.source.text.slice(start, end)
  }

  private refuse(
    start: number,
    end: number,
    say: (range: ReturnType<typeof rangeOf>, line: number) => Diagnostic,
  ): never {
    const range = rangeOf(this.source, start, end)
    throw new Refusal(say(range, range.startLine))
  }
}

/** `__proto__` is a key like any other. */
function setOwn(target: JsonObject, name: string, value: JsonValue): void {
  if (name !== '__proto__') target[name] = value
  else
    Object.defineProperty(target, name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    })
}

/** From the last token of a flow collection to behind its closing bracket. */
function skipToBracket(text: string, from: number): number {
  let position = from
  while (position < text.length) {
    const character = text.charAt(position++)
    if (character === '#')
      while (position < text.length && !/[\r\n]/.test(text.charAt(position))) position++
    else if (character === ']' || character === '}') return position
  }
  return from
}
