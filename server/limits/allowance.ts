import { Fault } from '../faults/fault'
import type { Counted, Counter } from './counter'

/** What one user may upload: files and bytes. */
export interface Allowance {
  /**
   * Counts one ticket for each file, in order. A refused one is not counted.
   * @param sizes bytes.
   * @returns Fault `too-many-requests` in the place of each refused ticket.
   */
  countTickets(user: string, sizes: readonly number[]): Promise<(Fault | undefined)[]>
  /** For tickets that were counted but never given. */
  refundTickets(user: string, sizes: readonly number[]): Promise<void>
  /** For an upload that was cancelled so that nothing can be stored by its ticket any more. */
  refundBytes(user: string, size: number): Promise<void>
}

/** Whether one file is within both limits. */
interface Judged {
  ticket: Counted
  volume: Counted
}

export function allowanceOf(tickets: Counter, bytes: Counter): Allowance {
  const countTicket = async (user: string, size: number): Promise<Judged> => {
    const [ticket, volume] = await Promise.all([tickets.add(user, 1), bytes.add(user, size)])
    const judged = { ticket, volume }
    if (lacksBytes(judged)) await tickets.takeBack(user, 1)
    if (lacksTicket(judged)) await bytes.takeBack(user, size)
    return judged
  }
  return {
    async countTickets(user, sizes) {
      const judged = await Promise.all(sizes.map((size) => countTicket(user, size)))
      if (!judged.some(lacksBytes)) return judged.map(faultOf)
      // A file that lacks only bytes had a ticket until just now, and another file of the call may have lacked just that.
      return Promise.all(
        judged.map(async (one, at) => faultOf(lacksTicket(one) ? await countTicket(user, sizes[at] ?? 0) : one)),
      )
    },
    async refundTickets(user, sizes) {
      await Promise.all(sizes.flatMap((size) => [tickets.takeBack(user, 1), bytes.takeBack(user, size)]))
    },
    refundBytes: (user, size) => bytes.takeBack(user, size),
  }
}

const lacksTicket = ({ ticket, volume }: Judged): boolean => ticket.excess > 0 && volume.excess <= 0
const lacksBytes = ({ ticket, volume }: Judged): boolean => ticket.excess <= 0 && volume.excess > 0

const faultOf = ({ ticket, volume }: Judged): Fault | undefined => {
  const refused = [ticket, volume].find(({ excess }) => excess > 0)
  return refused && tooMany(refused)
}

export const tooMany = ({ msLeft }: Counted): Fault =>
  new Fault('too-many-requests', { retryAfter: Math.max(1, Math.ceil(msLeft / 1000)) })
