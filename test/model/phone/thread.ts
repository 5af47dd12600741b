/** The app's only thread. While it is suspended, calls wait; after it is killed, calls are dropped. */
export interface Thread {
  call(task: () => void): void
  suspend(): void
  /** Runs `first`, then the waiting calls in their order. */
  resume(first?: () => void): void
  kill(): void
}

export function createThread(): Thread {
  let waiting: (() => void)[] | undefined
  let isDead = false
  return {
    call(task) {
      if (isDead) return
      if (waiting) waiting.push(task)
      else task()
    },
    suspend() {
      waiting ??= []
    },
    resume(first) {
      const tasks = [...(first ? [first] : []), ...(waiting ?? [])]
      waiting = undefined
      for (const task of tasks) if (!isDead) task()
    },
    kill() {
      isDead = true
      waiting = undefined
    },
  }
}
