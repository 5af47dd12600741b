import { type FileDeclaration, LIMITS } from '../../contract'

/** A file that waits for its ticket. */
export interface Callable {
  /** Same text, same purpose. */
  sameness: string
  file: FileDeclaration
}

/** Which files share a call: those of one purpose, in the order they came, no more than one call may have. */
export function ticketCalls<One extends Callable>(declared: readonly One[]): One[][] {
  const byPurpose = new Map<string, One[]>()
  for (const one of declared) {
    byPurpose.set(one.sameness, [...(byPurpose.get(one.sameness) ?? []), one])
  }
  const calls: One[][] = []
  for (const same of byPurpose.values()) calls.push(...chunks(same))
  return calls
}

/** Files that go by parts cost the backend a call to OSS each: of those a call takes fewer. */
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
