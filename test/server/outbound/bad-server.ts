/** Servers that answer badly, over real sockets. */

import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'

export interface BadServer {
  url: string
  /** Bytes written so far. */
  written(): number
  /** Connections that are still open. */
  open(): number
  close(): Promise<void>
}

const OK = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n'
const CHUNKED = `${OK}Transfer-Encoding: chunked\r\n\r\n`
const CHUNK = `10000\r\n${'x'.repeat(0x10000)}\r\n`

/** Each begins to answer when a request has arrived. It returns what goes on until the connection is closed. */
const ANSWERS = {
  'an endless body': (socket: Socket) => {
    socket.write(CHUNKED)
    const more = (): void => {
      while (socket.writable && socket.write(CHUNK)) {}
    }
    socket.on('drain', more)
    more()
  },
  'a body that drips': (socket: Socket) => {
    socket.write(CHUNKED)
    const drip = setInterval(() => socket.write('1\r\n \r\n'), 20)
    socket.once('close', () => clearInterval(drip))
  },
  'headers that drip': (socket: Socket) => {
    socket.write(OK)
    const drip = setInterval(() => socket.write('X-More: 1\r\n'), 20)
    socket.once('close', () => clearInterval(drip))
  },
  'huge headers': (socket: Socket) => void socket.write(`${OK}X-Huge: ${'x'.repeat(1024 ** 2)}\r\n\r\n`),
  nothing: () => undefined,
  'a body that breaks off': (socket: Socket) => void socket.end(`${OK}Content-Length: 1000\r\n\r\n{"openid":`),
  'a gzip bomb': (socket: Socket) => {
    const body = gzipSync(Buffer.alloc(64 * 1024 ** 2))
    socket.write(`${OK}Content-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`)
    socket.write(body)
  },
  'a status of 502': (socket: Socket) =>
    void socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 15\r\n\r\n{"openid":"me"}'),
  'a redirect': (socket: Socket) =>
    void socket.end('HTTP/1.1 302 Found\r\nLocation: /keys\r\nContent-Length: 0\r\n\r\n'),
} satisfies Record<string, (socket: Socket) => void>

export type BadAnswer = keyof typeof ANSWERS

export const BAD_ANSWERS = Object.keys(ANSWERS) as BadAnswer[]

export async function startBadServer(answer: BadAnswer): Promise<BadServer> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
    socket.once('data', () => ANSWERS[answer](socket))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  let gone = 0
  server.on('connection', (socket) =>
    socket.once('close', () => {
      gone += socket.bytesWritten
    }),
  )
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    written: () => [...sockets].reduce((sum, { bytesWritten }) => sum + bytesWritten, gone),
    open: () => sockets.size,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((closed) => server.close(closed))
    },
  }
}
