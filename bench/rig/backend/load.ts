import { connect } from 'node:net'

const CONNECTIONS = 32

/**
 * Sends `count` requests over kept-alive connections, one after the other on each. Returns requests a second.
 * @param expected how every answer begins.
 */
export async function load(
  port: number,
  request: Buffer,
  count: number,
  expected = /^HTTP\/1\.1 200/,
  connections = CONNECTIONS,
): Promise<number> {
  let left = count
  const startedAt = performance.now()
  await Promise.all(
    Array.from({ length: connections }, () =>
      converse(port, request, expected, () => {
        left -= 1
        return left >= 0
      }),
    ),
  )
  return count / ((performance.now() - startedAt) / 1000)
}

/** A minimal client: Node's own would be slower than the server that it measures. */
function converse(port: number, request: Buffer, expected: RegExp, takeTurn: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let received = Buffer.alloc(0)
    const next = (): void => {
      if (takeTurn()) socket.write(request)
      else socket.end(resolve)
    }
    socket.once('connect', next)
    socket.once('error', reject)
    socket.on('data', (chunk) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
      const headEnd = received.indexOf('\r\n\r\n')
      if (headEnd < 0) return
      const head = received.toString('latin1', 0, headEnd)
      if (!expected.test(head)) return void socket.destroy(new Error(head))
      if (received.length < headEnd + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1])) return
      received = Buffer.alloc(0)
      next()
    })
  })
}
