/** The app's one thread: while it is suspended, what would be called waits, and once it is dead, nothing is called. */
export interface Thread {
  call(act: () => void): void
  suspend(): void
  /** What waited is called in its order, after `first`. */
  resume(first?: () => void): void
  kill(): void
}

export function createThread(): Thread {
  let waiting: (() => void)[] | undefined
  let isDead = false
  return {
    call(act) {
      if (isDead) return
      if (waiting) waiting.push(act)
      else act()
    },
    suspend() {
      waiting ??= []
    },
    resume(first) {
      const acts = [...(first ? [first] : []), ...(waiting ?? [])]
      waiting = undefined
      for (const act of acts) if (!isDead) act()
    },
    kill() {
      isDead = true
      waiting = undefined
    },
  }
}
