/** The two ends of a link, with real sockets. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface Target {
  url: string
  /** The accepted connections, in order. */
  received: { socket: Socket; bytes: number; ended: boolean; error: string }[]
  close(): Promise<void>
}

/** Counts the bytes that arrive; `serve` may answer. With `deaf` it never reads. */
export async function startTarget(serve: (socket: Socket) => void = () => {}, deaf = false): Promise<Target> {
  const received: Target['received'] = []
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: deaf }, (socket) => {
    const entry = { socket, bytes: 0, ended: false, error: '' }
    received.push(entry)
    socket.on('error', (error: NodeJS.ErrnoException) => {
      entry.error = error.code ?? error.message
    })
    if (deaf) return
    socket.on('data', (chunk) => {
      entry.bytes += chunk.length
    })
    socket.once('end', () => {
      entry.ended = true
    })
    serve(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    received,
    async close() {
      for (const { socket } of received) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export interface Client {
  socket: Socket
  /** The bytes that came back. */
  received(): Buffer
  /** Undefined while it is open; `''` after a normal close, otherwise the error's code. */
  ending(): string | undefined
}

export function dial(port: number): Client {
  const chunks: Buffer[] = []
  let error = ''
  let ending: string | undefined
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true })
  socket.on('data', (chunk) => chunks.push(chunk))
  socket.on('error', (thrown: NodeJS.ErrnoException) => {
    error = thrown.code ?? thrown.message
  })
  socket.once('close', () => {
    ending = error
  })
  return { socket, received: () => Buffer.concat(chunks), ending: () => ending }
}

/** Sends so many bytes, waiting for `drain` where needed, then ends. */
export function pour(socket: Socket, size: number): void {
  const piece = Buffer.alloc(64 * 1024, 'x')
  let left = size
  const more = (): void => {
    while (left > 0) {
      const chunk = piece.subarray(0, left)
      left -= chunk.length
      if (!socket.write(chunk)) {
        socket.once('drain', more)
        return
      }
    }
    socket.end()
  }
  more()
}
