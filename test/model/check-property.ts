import fc from 'fast-check'

/**
 * `MODEL_RUNS=5000` makes more runs, and `MODEL_SEED=7` makes other runs. The message of a failure shows the values of
 * `MODEL_SEED` and `MODEL_PATH` that repeat it alone.
 */
const { MODEL_RUNS, MODEL_SEED = '20260106', MODEL_PATH } = process.env

/** Checks a property with random values: the same ones each time, unless the environment sets another seed. */
export function checkProperty<Value>(property: fc.IAsyncProperty<[Value]>, runs: number): Promise<void> {
  return fc.assert(property, {
    numRuns: Number(MODEL_RUNS ?? runs),
    seed: Number(MODEL_SEED),
    ...(MODEL_PATH ? { path: MODEL_PATH } : {}),
    asyncReporter: async (result) => {
      if (!result.failed) return
      const replay = `MODEL_SEED=${result.seed} MODEL_PATH=${result.counterexamplePath}`
      throw new Error(`To replay it: ${replay}\n${await fc.asyncDefaultReportMessage(result)}`)
    },
  })
}
