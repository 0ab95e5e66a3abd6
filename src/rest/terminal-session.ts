/**
 * A shell at the other end of somebody's keyboard: it shows what is typed, and runs each line.
 *
 * *Leaves out:* history, moving in the line; what one line sets, the next does not know.
 */
import type { Inner, Ran } from '../kubernetes/inside.ts'

export interface Terminal {
  write(text: string): void
  run(line: string): Inner<Ran>
  end(exitCode: number): void
}

const prompt = '# '
const longestLine = 4096
const longestInput = 65_536
const movement = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*[A-Za-z~]`, 'g')

/** A keyboard in front of a program that reads until the end: what is typed is shown and kept. */
export class TypedInput {
  readonly #wire: { write(text: string): void; end(text: string | undefined): void }
  #typed = ''
  #over = false

  /** @param wire `end` is told all that was typed, or nothing where it was interrupted */
  constructor(wire: { write(text: string): void; end(text: string | undefined): void }) {
    this.#wire = wire
  }

  type(text: string): void {
    for (const sign of text.replace(movement, '')) if (!this.#over) this.#take(sign)
  }

  hangUp(): void {
    this.#finish(this.#typed)
  }

  #take(sign: string): void {
    if (sign === '\x04') this.#finish(this.#typed)
    else if (sign === '\x03') this.#finish(undefined)
    else if (this.#typed.length < longestInput) {
      const isEnter = sign === '\r' || sign === '\n'
      this.#typed += isEnter ? '\n' : sign
      this.#wire.write(isEnter ? '\r\n' : sign)
    }
  }

  #finish(text: string | undefined): void {
    if (this.#over) return
    this.#over = true
    this.#wire.end(text)
  }
}

export class TerminalSession {
  readonly #terminal: Terminal
  #line = ''
  #exitCode = 0
  #over = false

  constructor(terminal: Terminal) {
    this.#terminal = terminal
    terminal.write(prompt)
  }

  type(text: string): void {
    // Keys that move come as several signs, and move nothing here.
    for (const sign of text.replace(movement, '')) if (!this.#over) this.#take(sign)
  }

  hangUp(): void {
    this.#finish()
  }

  #take(sign: string): void {
    const { write } = this.#terminal
    if (sign === '\r' || sign === '\n') {
      write('\r\n')
      this.#enter()
    } else if (sign === '\x04') {
      if (this.#line === '') this.#finish()
    } else if (sign === '\x03') {
      this.#line = ''
      write(`^C\r\n${prompt}`)
    } else if (sign === '\x7f' || sign === '\b') {
      if (this.#line === '') return
      this.#line = this.#line.slice(0, -1)
      write('\b \b')
    } else if (sign >= ' ' && this.#line.length < longestLine) {
      this.#line += sign
      write(sign)
    }
  }

  #enter(): void {
    const line = this.#line.trim()
    this.#line = ''
    const [, code] = /^exit(?:\s+(\d+))?$/.exec(line) ?? []
    if (/^exit\b/.test(line)) {
      this.#exitCode = Number(code ?? this.#exitCode) & 255
      return this.#finish()
    }
    if (line !== '') {
      const ran = this.#terminal.run(line)
      this.#exitCode = ran.ok ? ran.value.exitCode : 1
      const said = ran.ok ? ran.value.stdout + ran.value.stderr : `${ran.message}\n`
      this.#terminal.write(said.replaceAll('\n', '\r\n'))
    }
    this.#terminal.write(prompt)
  }

  #finish(): void {
    if (this.#over) return
    this.#over = true
    this.#terminal.end(this.#exitCode)
  }
}
