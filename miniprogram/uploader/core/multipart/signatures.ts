import type { MultipartTicket, SignedParts } from '../../contract'
import { UploadError } from '../errors'
import type { Clock, Headers } from '../ports'

/** How to PUT one part. */
export interface SignedPart {
  url: string
  headers: Headers
  /** The batch of its signature: see {@link PartSignatures.refused}. */
  batch: number
}

/** The signatures of one upload. Asks for them in batches, before they expire, and once for all parts that wait. */
export interface PartSignatures {
  of(part: number): Promise<SignedPart>
  /**
   * OSS found a signature of that batch too old, so none of the batch is used again. False if that was known already.
   */
  refused(batch: number): boolean
  /** Replaces all signatures by those of a fresh ticket. */
  replace(ticket: MultipartTicket): void
}

interface Batch {
  id: number
  signed: SignedParts
  /** When it arrived, by this device's clock, ms. */
  at: number
}

/**
 * Signatures are renewed this long before they expire, so that none expires during a send, ms; at most half their life.
 */
const MARGIN_MS = 30_000

/** @param ask asks for more signatures, from that part on */
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
        // Without this check, `of` would ask again without end.
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
        // A batch that another part asked for may not cover this part: then the next round asks again.
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
