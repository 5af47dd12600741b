/**
 * The context of the bucket that a route names; without a name, the first bucket's own. All steps after it use
 * `bucket`, `config.oss` and `credentials` without knowing that there is more than one bucket.
 */
export function inBucket<There extends object, Context extends { buckets: ReadonlyMap<string, There> }>(
  name: string | undefined,
  context: Context,
): Context {
  if (name === undefined) return context
  const there = context.buckets.get(name)
  // Routes that name an unknown bucket are refused at the start.
  if (!there) throw new Error(`There is no bucket "${name}"`)
  return { ...context, ...there }
}
