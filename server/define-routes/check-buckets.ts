import { nearestWord } from '../faults/nearest-word'

/** What is wrong with the bucket of a route; undefined if it is one of the known ones. */
export function bucketProblem(bucket: string | undefined, known: readonly string[]): string | undefined {
  if (bucket === undefined || known.includes(bucket)) return undefined
  const nearest = nearestWord(bucket, known)
  const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`
  return `bucket: expected a name of OSS_BUCKETS (${known.join(', ') || 'it has none'}), got "${bucket}"${hint}`
}

/** @throws Error that names the route whose bucket the configuration does not have. */
export function checkBuckets(
  routes: Readonly<Record<string, { readonly bucket?: string }>>,
  known: readonly string[],
): void {
  for (const [name, { bucket }] of Object.entries(routes)) {
    const problem = bucketProblem(bucket, known)
    if (problem !== undefined) throw new Error(`Route "${name}": ${problem}`)
  }
}
