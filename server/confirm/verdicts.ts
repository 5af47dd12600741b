import { rememberUntil } from '../limits/remember'

/** One call that confirms a file, while it runs. */
export interface RunningCall {
  /** The file is confirmed. */
  accept(): void
  /** The call decides nothing more. May be repeated. */
  leave(): void
  /** Waits for the other calls about the same file in this process: whether one of them has confirmed it. */
  isAcceptedByOthers(): Promise<boolean>
}

/**
 * What the calls of this process know about each other, by the key of the file. The mark on OSS decides between
 * processes. This memory closes the time between the decision and the removal of the mark, and it can only protect a
 * file, never remove one.
 */
export interface Verdicts {
  enter(key: string): RunningCall
  isAccepted(key: string): boolean
  /** Waits for the calls about a file that run in this process. */
  settled(key: string): Promise<void>
}

/** As long as the mark may stay where it is: the lifecycle rule removes it within two days. */
const REMEMBERED_MS = 2 * 24 * 60 * 60 * 1000

/** @param now ms. */
export function createVerdicts(now: () => number): Verdicts {
  const accepted = rememberUntil<true>(now)
  const running = new Map<string, Set<Promise<void>>>()
  const isAccepted = (key: string): boolean => accepted.get(key) === true
  return {
    isAccepted,
    settled: async (key) => void (await Promise.all(running.get(key) ?? [])),
    enter(key) {
      let end = (): void => undefined
      const ended = new Promise<void>((resolve) => {
        end = resolve
      })
      const calls = running.get(key) ?? new Set()
      running.set(key, calls.add(ended))
      return {
        accept: () => accepted.set(key, true, now() + REMEMBERED_MS),
        leave() {
          calls.delete(ended)
          if (calls.size === 0 && running.get(key) === calls) running.delete(key)
          end()
        },
        async isAcceptedByOthers() {
          await Promise.all([...calls].filter((other) => other !== ended))
          return isAccepted(key)
        },
      }
    },
  }
}
