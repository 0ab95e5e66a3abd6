/**
 * The lab lives here, off the page's thread: a page never freezes. kubectl and the rarer kinds are
 * fetched when somebody first needs them; commands that come meanwhile wait for them, in order.
 */
import type { More } from '../../lab/more.ts'
import { createLabServer, needsMore } from './lab-server.ts'
import type { CommandMessage, Reply } from './protocol.ts'
import { createPacker } from './wire.ts'

let more: More | undefined
const serve = createLabServer(() => more)
const pack = createPacker()
let before: Promise<void> = Promise.resolve()

addEventListener('message', ({ data }: MessageEvent<CommandMessage>) => {
  if (more === undefined && needsMore(data.command)) before = before.then(fetchMore)
  before = before.then(() => postMessage(pack(answer(data))))
})

async function fetchMore(): Promise<void> {
  try {
    more ??= (await import('../../lab/more.ts')).more
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
