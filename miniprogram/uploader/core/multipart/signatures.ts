import type { MultipartTicket, SignedParts } from '../../contract'
import { UploadError } from '../errors'
import type { Clock, Headers } from '../ports'

/** Where and how one part is to be PUT. */
export interface SignedPart {
  url: string
  headers: Headers
  /** Of the batch it came in: for {@link PartSignatures.refused}. */
  batch: number
}

/** The signatures of one upload: asked for in batches, before they run out, once however many parts wait. */
export interface PartSignatures {
  of(part: number): Promise<SignedPart>
  /** OSS found a signature of that batch too old: none of it is used again. False when that was known already. */
  refused(batch: number): boolean
  /** Those of a fresh ticket, in place of all others. */
  replace(ticket: MultipartTicket): void
}

interface Batch {
  id: number
  signed: SignedParts
  /** When it came, by this device's clock, ms. */
  at: number
}

/** Rather fresh ones than some that end while a part is on its way, ms; of a short life, half. */
const MARGIN_MS = 30_000

/** @param ask more signatures, from that part on. */
export function partSignatures(
  ticket: MultipartTicket,
  ask: (from: number) => Promise<SignedParts>,
  clock: Clock,
): PartSignatures {
  let batches: Batch[] = []
  let count = 0
  let pending: Promise<void> | undefined

  const add = (signed: SignedParts): void => {
    count += 1
    batches = [...batches, { id: count, signed, at: clock.now() }]
  }
  const isFresh = ({ signed, at }: Batch): boolean => {
    const life = signed.expiresIn * 1000
    return clock.now() - at <= life - Math.min(MARGIN_MS, life / 2)
  }
  const find = (part: number): Batch | undefined => batches.find(({ signed }) => covers(signed, part))

  const renew = (from: number): Promise<void> => {
    pending ??= ask(from)
      .then((signed) => {
        // Whoever asked for that part would else ask for ever.
        if (!covers(signed, from)) {
          throw new UploadError('server-answer-invalid', { params: { status: 200 } })
        }
        add(signed)
      })
      .finally(() => {
        pending = undefined
      })
    return pending
  }

  add(ticket)
  return {
    async of(part) {
      for (;;) {
        batches = batches.filter(isFresh)
        const batch = find(part)
        if (batch) return { ...requestOf(ticket.url, batch.signed, part), batch: batch.id }
        // What others have asked for may not cover this part: then it asks itself, the next time round.
        await renew(part)
      }
    },
    refused(batch) {
      const known = batches.some(({ id }) => id === batch)
      batches = batches.filter(({ id }) => id > batch)
      return known
    },
    replace(fresh) {
      batches = []
      add(fresh)
    },
  }
}

const covers = ({ from, signatures }: SignedParts, part: number): boolean =>
  part >= from && part < from + signatures.length

function requestOf(url: string, { query, headers, from, signatures }: SignedParts, part: number) {
  const signature = signatures[part - from] ?? ''
  return { url: `${url}?${query}&partNumber=${part}&x-oss-signature=${signature}`, headers }
}
