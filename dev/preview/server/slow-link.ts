import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import type { LinkAnswer } from '../wire'

/** The far end of the phone's slow link: puts the pieces of a body together as they come, in one request. */
export interface LinkEnd {
  /** The answer to one piece: to the last, or to an earlier one if the server would not wait for the rest. */
  take(piece: Piece, bytes: Buffer): Promise<LinkAnswer>
  close(): void
}

export interface Piece {
  /** Of the whole request. */
  id: string
  url: string
  method: string
  headers: Record<string, string>
  /** Of the whole body, bytes. */
  length: number
  /** Of this piece in it. */
  offset: number
}

interface Going {
  request: ClientRequest
  answer: Promise<LinkAnswer>
  isAnswered: () => boolean
}

/** A phone that has lost its link says nothing more. */
const SILENCE_MS = 20_000

/** @param addressOf where a request may go; undefined is nowhere */
export function createLinkEnd(addressOf: (url: string) => string | undefined): LinkEnd {
  const going = new Map<string, Going>()

  return {
    async take(piece, bytes) {
      const address = addressOf(piece.url)
      if (!address) return { kind: 'broken', reason: `the link leads nowhere else: ${piece.url}` }
      const known = going.get(piece.id) ?? begin(address, piece)
      going.set(piece.id, known)
      known.request.write(bytes)
      const isLast = piece.offset + bytes.length >= piece.length
      if (isLast) known.request.end()
      if (!isLast && !known.isAnswered()) return { kind: 'more' }
      going.delete(piece.id)
      return known.answer
    },
    close() {
      for (const { request: open } of going.values()) open.destroy()
    },
  }
}

function begin(address: string, { method, headers, length }: Piece): Going {
  const outgoing = request(address, {
    method,
    headers: { ...headers, 'content-length': length },
    agent: false,
    timeout: SILENCE_MS,
  })
  let answered = false
  const answer = new Promise<LinkAnswer>((resolve) => {
    outgoing.once('timeout', () => outgoing.destroy(new Error('the phone fell silent')))
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
