/**
 * What `JSON.parse` does not tell: which keys a text names twice, where the last one wins.
 *
 * *Upstream:* `sigs.k8s.io/json` (internal/golang/encoding/json/kubernetes_patch.go), which counts
 * each field once and writes its path as here
 */

export interface DuplicateKey {
  /** `spec.template.spec.containers[0].image` */
  readonly path: string
  readonly key: string
  /** Counted from 1. */
  readonly line: number
}

/** Deeper than any object goes; texts made to exhaust the stack end here. */
const deepest = 200

/** @param text JSON that has been parsed already, so that it is known to be well formed */
export function duplicateKeys(text: string): readonly DuplicateKey[] {
  const found = new Map<string, DuplicateKey>()
  new Scanner(text, found).value('', 0)
  return [...found.values()]
}

class Scanner {
  readonly #text: string
  readonly #found: Map<string, DuplicateKey>
  #at = 0

  constructor(text: string, found: Map<string, DuplicateKey>) {
    this.#text = text
    this.#found = found
  }

  value(path: string, depth: number): void {
    this.#skipSpace()
    const first = this.#text[this.#at]
    if (depth > deepest) this.#at = this.#text.length
    else if (first === '{') this.#object(path, depth)
    else if (first === '[') this.#array(path, depth)
    else if (first === '"') this.#string()
    else while (/[^\s,\]}]/.test(this.#text[this.#at] ?? ' ')) this.#at++
  }

  #object(path: string, depth: number): void {
    const seen = new Set<string>()
    this.#items('}', () => {
      const start = this.#at
      const key = this.#string()
      const at = path ? `${path}.${key}` : key
      if (seen.has(key) && !this.#found.has(at))
        this.#found.set(at, { path: at, key, line: this.#lineOf(start) })
      seen.add(key)
      this.#skipSpace()
      this.#at++
      this.value(at, depth + 1)
    })
  }

  #array(path: string, depth: number): void {
    let index = 0
    this.#items(']', () => this.value(`${path}[${index++}]`, depth + 1))
  }

  /** What stands between brackets, separated by commas. */
  #items(end: string, item: () => void): void {
    this.#at++
    for (this.#skipSpace(); this.#at < this.#text.length; this.#skipSpace()) {
      if (this.#text[this.#at] === end) break
      if (this.#text[this.#at] === ',') this.#at++
      this.#skipSpace()
      item()
    }
    this.#at++
  }

  #string(): string {
    const start = this.#at++
    while (this.#at < this.#text.length && this.#text[this.#at] !== '"')
      this.#at += this.#text[this.#at] === '\\' ? 2 : 1
    this.#at++
    const raw = this.#text.slice(start, this.#at)
    return raw.includes('\\') ? JSON.parse(raw) : raw.slice(1, -1)
  }

  #skipSpace(): void {
    while (/\s/.test(this.#text[this.#at] ?? '.')) this.#at++
  }

  #lineOf(at: number): number {
    return this.#text.slice(0, at).split('\n').length
  }
}
