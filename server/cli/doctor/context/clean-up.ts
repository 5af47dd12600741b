import type { OssAnswer } from '../../cloud/oss'

/** Removes what a run has written, also after a failure. */
export interface CleanUp {
  /** `remove` is called once, at the end of the run. An answer NoSuch… counts as removed. */
  add(name: string, remove: () => Promise<OssAnswer>): void
  /** @returns the names of what could not be removed */
  run(): Promise<string[]>
}

export function createCleanUp(): CleanUp {
  const pending = new Map<string, () => Promise<OssAnswer>>()
  return {
    add: (name, remove) => void pending.set(name, remove),
    async run() {
      const entries = [...pending]
      pending.clear()
      const outcomes = await Promise.allSettled(entries.map(([, remove]) => remove()))
      return entries.filter((_, index) => !isGone(outcomes[index])).map(([name]) => name)
    },
  }
}

const isGone = (outcome: PromiseSettledResult<OssAnswer> | undefined): boolean =>
  outcome?.status === 'fulfilled' && (!outcome.value.error || outcome.value.error.code.startsWith('NoSuch'))
