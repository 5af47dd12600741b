/** To OSS, for one call of the host: a large batch must not take the sockets of the users. */
export const CALLS_AT_ONCE = 16

/** Runs `work` for each item, no more than `most` at a time. The first failure rejects, and begins no further work. */
export async function atMost<Item, Outcome>(
  most: number,
  items: readonly Item[],
  work: (item: Item) => Promise<Outcome>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const rest = items.entries()
  let failed = false
  const runner = async (): Promise<void> => {
    for (const [index, item] of rest) {
      if (failed) return
      outcomes[index] = await work(item)
    }
  }
  const runners = Array.from({ length: Math.min(most, items.length) }, runner)
  await Promise.all(runners).catch((error: unknown) => {
    failed = true
    throw error
  })
  return outcomes
}
