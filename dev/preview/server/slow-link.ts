import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import type { LinkAnswer } from '../wire'

/** The server's end of the phone's slow link: it joins the pieces of a body into one request as they arrive. */
export interface LinkEnd {
  /** Answers one piece. The server's answer goes to the last piece, or to an earlier one if the server answers early. */
  take(piece: Piece, bytes: Buffer): Promise<LinkAnswer>
  close(): void
}

export interface Piece {
  /** Id of the whole request. */
  id: string
  url: string
  method: string
  headers: Record<string, string>
  /** Bytes of the whole body. */
  length: number
  /** Where this piece begins in the body, bytes. */
  offset: number
}

interface OpenRequest {
  request: ClientRequest
  answer: Promise<LinkAnswer>
  isAnswered: () => boolean
}

/** A request without new pieces for so long is closed: the phone is gone. */
const SILENCE_MS = 20_000

/** @param addressOf the address for a request's URL; undefined refuses it */
export function createLinkEnd(addressOf: (url: string) => string | undefined): LinkEnd {
  const requests = new Map<string, OpenRequest>()

  return {
    async take(piece, bytes) {
      const address = addressOf(piece.url)
      if (!address) return { kind: 'broken', reason: `the slow link does not lead to ${piece.url}` }
      const known = requests.get(piece.id) ?? begin(address, piece)
      requests.set(piece.id, known)
      known.request.write(bytes)
      const isLast = piece.offset + bytes.length >= piece.length
      if (isLast) known.request.end()
      if (!isLast && !known.isAnswered()) return { kind: 'more' }
      requests.delete(piece.id)
      return known.answer
    },
    close() {
      for (const { request: open } of requests.values()) open.destroy()
    },
  }
}

function begin(address: string, { method, headers, length }: Piece): OpenRequest {
  const outgoing = request(address, {
    method,
    headers: { ...headers, 'content-length': length },
    agent: false,
    timeout: SILENCE_MS,
  })
  let answered = false
  const answer = new Promise<LinkAnswer>((resolve) => {
    outgoing.once('timeout', () => outgoing.destroy(new Error('the phone sent no more pieces')))
    outgoing.on('error', ({ message }) => resolve({ kind: 'broken', reason: message }))
    outgoing.once('response', (response) => readAnswer(response).then(resolve))
  }).finally(() => {
    answered = true
  })
  return { request: outgoing, answer, isAnswered: () => answered }
}

async function readAnswer(response: IncomingMessage): Promise<LinkAnswer> {
  try {
    const chunks: Uint8Array[] = []
    for await (const chunk of response) chunks.push(chunk as Uint8Array)
    const body = Buffer.concat(chunks).toString('base64')
    return { kind: 'answer', status: response.statusCode ?? 0, rawHeaders: response.rawHeaders, body }
  } catch (thrown) {
    return { kind: 'broken', reason: (thrown as Error).message }
  }
}
