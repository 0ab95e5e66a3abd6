/**
 * A YAML text as tokens, one by one, as Go's reader sees them; scalars are passed over and not kept.
 *
 * *Upstream:* `sigs.k8s.io/yaml/goyaml.v2` scannerc.go
 */
export interface Token {
  readonly is:
    | 'stream-end'
    | 'document-start'
    | 'document-end'
    | 'block-list'
    | 'block-map'
    | 'block-end'
    | 'list'
    | 'list-end'
    | 'map'
    | 'map-end'
    | 'entry'
    | 'comma'
    | 'key'
    | 'value'
    | 'alias'
    | 'property'
    | 'scalar'
  /** From 0. */
  readonly line: number
}

export class YamlTrouble extends Error {
  override readonly name = 'YamlTrouble'
  readonly of: 'scanner' | 'parser'
  /** From 0. */
  readonly line: number

  constructor(of: 'scanner' | 'parser', line: number, message: string) {
    super(message)
    this.of = of
    this.line = line
  }
}

/** Where a key may have begun that no `:` has shown to be one yet. */
interface PossibleKey {
  readonly number: number
  readonly isRequired: boolean
  readonly index: number
  readonly line: number
  readonly column: number
}

const longestKey = 1024
const blank = /[ \t]/
const blankOrEnd = (character: string) => character === '' || /[ \t\r\n]/.test(character)

export class YamlScanner {
  readonly #text: string
  #index = 0
  #line = 0
  #column = 0
  #indent = -1
  readonly #indents: number[] = []
  #keyAllowed = true
  #keys: (PossibleKey | undefined)[] = [undefined]
  readonly #tokens: Token[] = []
  #taken = 0
  #isOver = false

  constructor(text: string) {
    this.#text = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  }

  /** @throws {YamlTrouble} */
  peek(): Token {
    while (this.#needsMore()) this.#fetch()
    return this.#tokens[0] ?? { is: 'stream-end', line: this.#line }
  }

  next(): void {
    this.peek()
    this.#tokens.shift()
    this.#taken++
  }

  #needsMore(): boolean {
    if (this.#isOver) return false
    if (this.#tokens.length === 0) return true
    this.#forgetStaleKeys()
    return this.#keys.some((key) => key?.number === this.#taken)
  }

  get #inFlow(): boolean {
    return this.#keys.length > 1
  }

  #at(offset = 0): string {
    return this.#text[this.#index + offset] ?? ''
  }

  #skip(count = 1): void {
    for (let done = 0; done < count; done++) {
      if (this.#at() === '\n') {
        this.#line++
        this.#column = 0
      } else this.#column++
      this.#index++
    }
  }

  #fail(message: string): never {
    throw new YamlTrouble('scanner', this.#line, message)
  }

  #add(is: Token['is']): void {
    this.#tokens.push({ is, line: this.#line })
  }

  #fetch(): void {
    this.#toNextToken()
    this.#forgetStaleKeys()
    this.#unroll(this.#column)
    const character = this.#at()
    if (character === '') return this.#end()
    const marker = this.#column === 0 ? this.#marker() : undefined
    if (marker) {
      this.#unroll(-1)
      this.#removeKey()
      this.#keyAllowed = false
      this.#add(marker)
      return this.#skip(3)
    }
    switch (character) {
      case '[':
      case '{':
        this.#saveKey()
        this.#keys.push(undefined)
        this.#keyAllowed = true
        return this.#single(character === '[' ? 'list' : 'map')
      case ']':
      case '}':
        this.#removeKey()
        if (this.#inFlow) this.#keys.pop()
        this.#keyAllowed = false
        return this.#single(character === ']' ? 'list-end' : 'map-end')
      case ',':
        this.#removeKey()
        this.#keyAllowed = true
        return this.#single('comma')
      default:
    }
    const isAlone = blankOrEnd(this.#at(1))
    if (character === '-' && isAlone) return this.#entry()
    if (character === '?' && (this.#inFlow || isAlone)) return this.#explicitKey()
    if (character === ':' && (this.#inFlow || isAlone)) return this.#value()
    if (character === '*' || character === '&' || character === '!') return this.#name(character)
    if ((character === '|' || character === '>') && !this.#inFlow) return this.#block()
    if (character === "'" || character === '"') return this.#quoted(character)
    const isPlain =
      !/[-?:,[\]{}#&*!|>'"%@`\s]/.test(character) ||
      (character === '-' && !isAlone) ||
      (!this.#inFlow && /[?:]/.test(character) && !isAlone)
    if (isPlain) return this.#plain()
    this.#fail('found character that cannot start any token')
  }

  #single(is: Token['is']): void {
    this.#add(is)
    this.#skip()
  }

  #marker(): 'document-start' | 'document-end' | undefined {
    const word = this.#text.slice(this.#index, this.#index + 3)
    if (!blankOrEnd(this.#at(3))) return undefined
    return word === '---' ? 'document-start' : word === '...' ? 'document-end' : undefined
  }

  #end(): void {
    this.#unroll(-1)
    this.#removeKey()
    this.#keyAllowed = false
    this.#isOver = true
    this.#add('stream-end')
  }

  #toNextToken(): void {
    for (;;) {
      // A tab is room between tokens only where no key can begin.
      while (this.#at() === ' ' || (this.#at() === '\t' && (this.#inFlow || !this.#keyAllowed)))
        this.#skip()
      if (this.#at() === '#') while (this.#at() !== '' && this.#at() !== '\n') this.#skip()
      if (this.#at() !== '\n') return
      this.#skip()
      if (!this.#inFlow) this.#keyAllowed = true
    }
  }

  #forgetStaleKeys(): void {
    for (const [level, key] of this.#keys.entries()) {
      if (!key || (key.line === this.#line && this.#index - key.index <= longestKey)) continue
      if (key.isRequired) this.#fail("could not find expected ':'")
      this.#keys[level] = undefined
    }
  }

  #saveKey(): void {
    if (!this.#keyAllowed) return
    this.#removeKey()
    this.#keys[this.#keys.length - 1] = {
      number: this.#taken + this.#tokens.length,
      isRequired: !this.#inFlow && this.#indent === this.#column,
      index: this.#index,
      line: this.#line,
      column: this.#column,
    }
  }

  #removeKey(): void {
    if (this.#keys.at(-1)?.isRequired) this.#fail("could not find expected ':'")
    this.#keys[this.#keys.length - 1] = undefined
  }

  #roll(column: number, is: 'block-list' | 'block-map', number?: number): void {
    if (this.#inFlow || this.#indent >= column) return
    this.#indents.push(this.#indent)
    this.#indent = column
    const place = number === undefined ? this.#tokens.length : number - this.#taken
    this.#tokens.splice(place, 0, { is, line: this.#line })
  }

  #unroll(column: number): void {
    if (this.#inFlow) return
    while (this.#indent > column) {
      this.#add('block-end')
      this.#indent = this.#indents.pop() ?? -1
    }
  }

  #entry(): void {
    if (!this.#inFlow) {
      if (!this.#keyAllowed) this.#fail('block sequence entries are not allowed in this context')
      this.#roll(this.#column, 'block-list')
    }
    this.#removeKey()
    this.#keyAllowed = true
    this.#single('entry')
  }

  #explicitKey(): void {
    if (!this.#inFlow) {
      if (!this.#keyAllowed) this.#fail('mapping keys are not allowed in this context')
      this.#roll(this.#column, 'block-map')
    }
    this.#removeKey()
    this.#keyAllowed = !this.#inFlow
    this.#single('key')
  }

  #value(): void {
    const key = this.#keys.at(-1)
    if (key) {
      this.#tokens.splice(key.number - this.#taken, 0, { is: 'key', line: key.line })
      this.#roll(key.column, 'block-map', key.number)
      this.#keys[this.#keys.length - 1] = undefined
      this.#keyAllowed = false
    } else {
      if (!this.#inFlow) {
        if (!this.#keyAllowed) this.#fail('mapping values are not allowed in this context')
        this.#roll(this.#column, 'block-map')
      }
      this.#keyAllowed = !this.#inFlow
    }
    this.#single('value')
  }

  #name(sign: string): void {
    this.#saveKey()
    this.#keyAllowed = false
    this.#add(sign === '*' ? 'alias' : 'property')
    this.#skip()
    const start = this.#index
    while (sign === '!' ? !blankOrEnd(this.#at()) : /[\w-]/.test(this.#at())) this.#skip()
    const isCut = sign !== '!' && (start === this.#index || !/^[\s?:,\]}%@`]?$/.test(this.#at()))
    if (isCut) this.#fail('did not find expected alphabetic or numeric character')
  }

  #quoted(quote: string): void {
    this.#saveKey()
    this.#keyAllowed = false
    this.#add('scalar')
    this.#skip()
    for (;;) {
      if (this.#column === 0 && this.#marker()) this.#fail('found unexpected document indicator')
      const character = this.#at()
      if (character === '') this.#fail('found unexpected end of stream')
      if (quote === "'" && character === "'" && this.#at(1) === "'") this.#skip(2)
      else if (character === quote) break
      else if (quote === '"' && character === '\\') {
        if (!/[0abt\tnvfre "'/\\N_LPxuU\n]/.test(this.#at(1)))
          this.#fail('found unknown escape character')
        this.#skip(2)
      } else this.#skip()
    }
    this.#skip()
  }

  #plain(): void {
    this.#saveKey()
    this.#keyAllowed = false
    this.#add('scalar')
    const indent = this.#indent + 1
    let isBelow = false
    for (;;) {
      if (this.#column === 0 && this.#marker()) break
      if (this.#at() === '#') break
      while (!blankOrEnd(this.#at())) {
        if (this.#at() === ':' && blankOrEnd(this.#at(1))) break
        if (this.#inFlow && /[,?[\]{}]/.test(this.#at())) break
        if (this.#inFlow && this.#at() === ':' && /[,?[\]{}]/.test(this.#at(1))) break
        this.#skip()
        isBelow = false
      }
      if (!/[ \t\n]/.test(this.#at())) break
      while (/[ \t\n]/.test(this.#at())) {
        if (blank.test(this.#at())) {
          if (isBelow && this.#column < indent && this.#at() === '\t')
            this.#fail('found a tab character that violates indentation')
        } else isBelow = true
        this.#skip()
      }
      if (!this.#inFlow && this.#column < indent) break
    }
    if (isBelow) this.#keyAllowed = true
  }

  #block(): void {
    this.#removeKey()
    this.#keyAllowed = true
    this.#add('scalar')
    const [header = ''] = /^[|>](?:[+-]?\d?|\d[+-])[ \t]*/.exec(this.#text.slice(this.#index)) ?? []
    this.#skip(header.length)
    if (this.#at() === '#') while (this.#at() !== '' && this.#at() !== '\n') this.#skip()
    if (this.#at() !== '' && this.#at() !== '\n')
      this.#fail('did not find expected comment or line break')
    if (this.#at() === '\n') this.#skip()
    const given = /\d/.exec(header)?.[0]
    let indent = given ? Math.max(this.#indent, 0) + Number(given) : 0
    indent = this.#blockBreaks(indent)
    while (this.#column === indent && this.#at() !== '') {
      while (this.#at() !== '' && this.#at() !== '\n') this.#skip()
      if (this.#at() === '\n') this.#skip()
      this.#blockBreaks(indent)
    }
  }

  /** Passes indentation and empty lines; finds the indentation where none is known. */
  #blockBreaks(known: number): number {
    let deepest = 0
    for (;;) {
      while ((known === 0 || this.#column < known) && this.#at() === ' ') this.#skip()
      deepest = Math.max(deepest, this.#column)
      if ((known === 0 || this.#column < known) && this.#at() === '\t')
        this.#fail('found a tab character where an indentation space is expected')
      if (this.#at() !== '\n') break
      this.#skip()
    }
    return known === 0 ? Math.max(deepest, this.#indent + 1, 1) : known
  }
}
