/** Work that goes on after an answer was sent. */
export interface Background {
  /** @param work must not reject. */
  add(work: Promise<void>): void
  /** Resolves when no work is left, so that the process may end. */
  settled(): Promise<void>
}

export function createBackground(): Background {
  const running = new Set<Promise<void>>()
  return {
    add(work) {
      const tracked = work.finally(() => running.delete(tracked))
      running.add(tracked)
    },
    async settled() {
      while (running.size > 0) await Promise.all(running)
    },
  }
}
