import fc from 'fast-check'

/**
 * `MODEL_RUNS=5000` makes more runs, `MODEL_SEED=7` others; with `MODEL_PATH` a failure is replayed alone, by the line
 * that it prints.
 */
const { MODEL_RUNS, MODEL_SEED = '20260106', MODEL_PATH } = process.env

/** Tries `property` with so many plans: the same at each time, unless the environment says otherwise. */
export function check<Plan>(property: fc.IAsyncProperty<[Plan]>, runs: number): Promise<void> {
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
