/** Runs pieces of work that change the same thing one after another. */
export type Turns = <T>(of: string, work: () => Promise<T>) => Promise<T>

export function turns(): Turns {
  const last = new Map<string, Promise<unknown>>()
  return <T>(of: string, work: () => Promise<T>) => {
    const mine = (last.get(of) ?? Promise.resolve()).then(work, work)
    last.set(of, mine)
    return mine
  }
}
