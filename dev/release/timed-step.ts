/** Runs a step of a long command, and prints its name at the beginning and its time at the end, also of one that fails. */
export async function timedStep<Result>(name: string, step: () => Result | Promise<Result>): Promise<Result> {
  process.stdout.write(`${name} … `)
  const startedAt = performance.now()
  const time = (): string => `${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`
  try {
    const result = await step()
    process.stdout.write(time())
    return result
  } catch (error) {
    process.stdout.write(`failed after ${time()}`)
    throw error
  }
}
