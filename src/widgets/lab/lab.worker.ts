/**
 * The lab lives here, off the page's thread: a page never freezes. kubectl is fetched when somebody
 * first types; commands that come meanwhile wait for it, in order.
 */
import type { OpenTerminal } from '../../lab/terminal.ts'
import { createLabServer, needsTerminal } from './lab-server.ts'
import type { CommandMessage, Reply } from './protocol.ts'
import { createPacker } from './wire.ts'

let openTerminal: OpenTerminal | undefined
const serve = createLabServer(() => openTerminal)
const pack = createPacker()
let before: Promise<void> = Promise.resolve()

addEventListener('message', ({ data }: MessageEvent<CommandMessage>) => {
  if (openTerminal === undefined && needsTerminal(data.command)) before = before.then(fetchTerminal)
  before = before.then(() => postMessage(pack(answer(data))))
})

async function fetchTerminal(): Promise<void> {
  try {
    openTerminal ??= (await import('../../lab/terminal.ts')).openTerminal
  } catch {
    // No network: what is asked next is answered by saying so.
  }
}

function answer({ id, command }: CommandMessage): Reply {
  try {
    return serve(id, command)
  } catch (error) {
    // Our own bug. The page offers the recording; the learner's text is safe on the other side.
    return { id, ok: false, message: error instanceof Error ? error.message : String(error) }
  }
}
