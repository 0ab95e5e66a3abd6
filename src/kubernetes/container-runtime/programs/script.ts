/** Reading a shell script into a list of commands. */

/** How a command is joined to the one before it. */
type Joint = ';' | '&&' | '||' | '|'

const joints: readonly Joint[] = ['&&', '||', '|']

interface Joined {
  readonly after: Joint
  readonly background: boolean
}

export type Node =
  | (Joined & {
      readonly type: 'command'
      readonly words: readonly string[]
      /** Files that `>` makes, and `>>` adds to. */
      readonly writes: readonly { readonly path: string; readonly adds: boolean }[]
    })
  | (Joined & {
      readonly type: 'loop'
      /** Absent where it is always true. */
      readonly condition?: Node
      readonly body: readonly Node[]
    })

interface Token {
  readonly text: string
  /** A word; quoted words are never keywords. */
  readonly kind: 'word' | 'quoted' | 'operator'
}

/** Nothing for what this reader does not follow. */
export function parseScript(script: string): readonly Node[] | undefined {
  const tokens = tokenize(script)
  const reader = { tokens, position: 0 }
  const nodes = parseList(reader, false)
  return nodes && reader.position === tokens.length ? nodes : undefined
}

interface Reader {
  readonly tokens: readonly Token[]
  position: number
}

const refusedKeywords = new Set(['if', 'then', 'else', 'fi', 'for', 'case', 'esac', 'until', '('])

function parseList(reader: Reader, inLoop: boolean): Node[] | undefined {
  const nodes: Node[] = []
  let after: Joint = ';'
  for (;;) {
    const token = reader.tokens[reader.position]
    if (!token) return inLoop ? undefined : nodes
    if (token.kind === 'operator') {
      reader.position++
      after = joints.find((joint) => joint === token.text) ?? ';'
      if (token.text === '&') markBackground(nodes)
      continue
    }
    if (token.kind === 'word' && token.text === 'done') {
      if (!inLoop) return undefined
      reader.position++
      return nodes
    }
    const node = parseNode(reader, after)
    if (!node) return undefined
    nodes.push(node)
    after = ';'
  }
}

function parseNode(reader: Reader, after: Joint): Node | undefined {
  const first = reader.tokens[reader.position]
  if (first?.kind === 'word') {
    if (refusedKeywords.has(first.text) || first.text === 'do') return undefined
    if (first.text === 'while') return parseLoop(reader, after)
  }
  return parseCommand(reader, after)
}

function parseLoop(reader: Reader, after: Joint): Node | undefined {
  reader.position++
  const condition = parseCommand(reader, ';')
  const [separator, keyword] = reader.tokens.slice(reader.position)
  if (separator?.kind !== 'operator' || keyword?.text !== 'do') return undefined
  reader.position += 2
  const [word = ''] = condition.type === 'command' ? condition.words : []
  const body = parseList(reader, true)
  const loop = { type: 'loop', after, background: false } as const
  return body && { ...loop, body, ...(/^(true|:)$/.test(word) ? {} : { condition }) }
}

function parseCommand(reader: Reader, after: Joint): Node {
  const words: string[] = []
  const writes: { path: string; adds: boolean }[] = []
  for (;;) {
    const token = reader.tokens[reader.position]
    if (!token || token.kind === 'operator') break
    reader.position++
    const redirection = token.kind === 'word' ? /^(\d?)(>{1,2})(.*)$/.exec(token.text) : null
    if (!redirection) words.push(token.text)
    else {
      const path = redirection[3] || reader.tokens[reader.position++]?.text
      // What goes to stderr, and whatever joins another stream, is no file of the script's own.
      if (!path || path.startsWith('&') || redirection[1] === '2') continue
      writes.push({ path, adds: redirection[2] === '>>' })
    }
  }
  return { type: 'command', words, writes, after, background: false }
}

function markBackground(nodes: Node[]): void {
  const last = nodes.at(-1)
  if (last) nodes[nodes.length - 1] = { ...last, background: true }
}

function tokenize(script: string): Token[] {
  const tokens: Token[] = []
  const pattern =
    /[^\S\n]*(?:(\n|;|&&|\|\||\||&(?!>))|((?:'[^']*'|"(?:\\.|[^"\\])*"|[^\s;&|'"]|(?<=>)&)+))/gy
  for (let match = pattern.exec(script); match; match = pattern.exec(script)) {
    const [, operator, word] = match
    if (operator) tokens.push({ text: operator, kind: 'operator' })
    else if (word) tokens.push(wordOf(word))
  }
  return tokens
}

function wordOf(word: string): Token {
  const text = word.replace(/'([^']*)'|"((?:\\.|[^"\\])*)"/g, (_, single, double) =>
    single === undefined ? double.replace(/\\(.)/g, '$1') : single,
  )
  return { text, kind: text === word ? 'word' : 'quoted' }
}
