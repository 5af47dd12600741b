/** A client that sends the contract's HTTP requests by hand. */
import { type MultipartTicket, PATHS, type UploadsAnswer } from '../../../miniprogram/uploader/contract'
import { BACKEND_URL } from '../cloud/open-backend'
import type { World } from '../world'
import { PART_BYTES, type SentPart } from './random-attack'

export interface BackendAnswer {
  status: number
  body: unknown
}

export interface Attacker {
  ticket(size: number): Promise<MultipartTicket>
  call(path: string, body: object): Promise<BackendAnswer>
  /** Returns the status of OSS, or 0 if OSS closes the connection. */
  put(ticket: MultipartTicket, part: SentPart, length: number): Promise<number>
}

export const JPEG = Buffer.from('ffd8ffe000104a464946', 'hex')

const HEADS: Record<SentPart['head'], Buffer> = {
  jpeg: JPEG,
  html: Buffer.from('<html><script>alert(1)</script>'),
  noise: Buffer.alloc(0),
}

export function createAttacker(world: World): Attacker {
  const call: Attacker['call'] = async (path, body) => {
    const response = await world.fetch(
      new Request(BACKEND_URL + path, {
        method: 'POST',
        headers: { authorization: `Bearer mallory.${world.clock.now() + 1e9}` },
        body: JSON.stringify(body),
      }),
    )
    return { status: response.status, body: await response.json() }
  }
  return {
    call,
    async ticket(size) {
      const files = [{ size, type: 'image/jpeg', partSize: PART_BYTES }]
      const { body } = await call(PATHS.uploads, { route: 'any', files })
      return (body as UploadsAnswer).uploads[0] as MultipartTicket
    },
    async put({ url, query, headers, from, signatures }, part, length) {
      const signature = signatures[part.signedFor - from] ?? 'none'
      const target = `${url}?${query}&partNumber=${part.number}&x-oss-signature=${signature}`
      const answer = await world.server(target)({
        method: 'PUT',
        url: target,
        headers: { ...headers, 'content-length': String(length) },
        body: once(bytesOf(part, length)),
      })
      return answer === 'reset' ? 0 : answer.status
    },
  }
}

/** Only the first part begins like a file. */
function bytesOf({ number, head, salt }: SentPart, length: number): Buffer {
  const bytes = Buffer.alloc(length, 32 + salt)
  if (number === 1) HEADS[head].copy(bytes)
  return bytes
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
