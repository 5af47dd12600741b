/** Runs calls with the same name one after the other. */
export type Lock = <T>(name: string, run: () => Promise<T>) => Promise<T>

export function createLock(): Lock {
  const last = new Map<string, Promise<unknown>>()
  return async (name, run) => {
    const before = last.get(name) ?? Promise.resolve()
    const mine = before.then(run, run)
    last.set(name, mine)
    try {
      return await mine
    } finally {
      if (last.get(name) === mine) last.delete(name)
    }
  }
}
