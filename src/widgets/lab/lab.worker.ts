/** The lab lives here, off the page's thread: a page never freezes. */
import { createLabServer } from './lab-server.ts'
import type { CommandMessage, Reply } from './protocol.ts'

const serve = createLabServer()

addEventListener('message', (event: MessageEvent<CommandMessage>) => {
  const { id, command } = event.data
  let reply: Reply
  try {
    reply = serve(id, command)
  } catch (error) {
    // Our own bug. The page offers the recording; the learner's text is safe on the other side.
    reply = { id, ok: false, message: error instanceof Error ? error.message : String(error) }
  }
  postMessage(reply)
})
