/** Runs a step of a long command, and prints its name at the beginning and its time at the end. */
export async function timedStep<Result>(name: string, step: () => Result | Promise<Result>): Promise<Result> {
  process.stdout.write(`${name} … `)
  const startedAt = performance.now()
  try {
    return await step()
  } finally {
    process.stdout.write(`${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`)
  }
}
