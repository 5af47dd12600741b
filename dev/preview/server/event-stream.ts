import type { ServerResponse } from 'node:http'
import type { ServerMessage } from '../wire'

/** Server-sent events to every open page. */
export interface EventStream {
  /** Adds a page; it gets the messages `first` at once. */
  join(response: ServerResponse, first: ServerMessage[]): void
  send(message: ServerMessage): void
  close(): void
}

/** @param onLastLeft is called when the last open page has gone */
export function createEventStream(onLastLeft: () => void): EventStream {
  const open = new Set<ServerResponse>()
  const write = (response: ServerResponse, message: ServerMessage): void => {
    response.write(`data: ${JSON.stringify(message)}\n\n`)
  }
  return {
    join(response, first) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      for (const message of first) write(response, message)
      open.add(response)
      response.once('close', () => {
        open.delete(response)
        if (open.size === 0) onLastLeft()
      })
    },
    send(message) {
      for (const response of open) write(response, message)
    },
    close() {
      for (const response of open) response.end()
    },
  }
}
