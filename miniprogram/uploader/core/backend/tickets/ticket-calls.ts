import { type FileDeclaration, LIMITS } from '../../../contract'

/** A file that waits for its ticket. */
export interface Callable {
  /** Files with the same text have the same purpose. */
  sameness: string
  file: FileDeclaration
}

/** Groups files into calls: those of one purpose share a call, in order, up to the contract's limits. */
export function ticketCalls<One extends Callable>(declared: readonly One[]): One[][] {
  const byPurpose = new Map<string, One[]>()
  for (const one of declared) {
    byPurpose.set(one.sameness, [...(byPurpose.get(one.sameness) ?? []), one])
  }
  const calls: One[][] = []
  for (const same of byPurpose.values()) calls.push(...chunks(same))
  return calls
}

/** Each file sent by parts costs the backend a call to OSS, so a ticket call may have fewer of them. */
function chunks<One extends Callable>(declared: readonly One[]): One[][] {
  const found: One[][] = []
  let chunk: One[] = []
  let byParts = 0
  for (const one of declared) {
    const cost = one.file.partSize === undefined ? 0 : 1
    if (chunk.length === LIMITS.filesPerCall || byParts + cost > LIMITS.multipartPerCall) {
      found.push(chunk)
      chunk = []
      byParts = 0
    }
    chunk.push(one)
    byParts += cost
  }
  return [...found, chunk]
}
