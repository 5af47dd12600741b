import type { OssAnswer } from '../cloud/oss'

/** What a run has written, to be taken away again whatever happens. */
export interface CleanUp {
  /** Called once, at the end. What is not there any more is as good as removed. */
  add(name: string, remove: () => Promise<OssAnswer>): void
  /** @returns the names of what is left behind. */
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
