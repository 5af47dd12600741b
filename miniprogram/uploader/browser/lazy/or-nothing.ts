/**
 * Resolves as the promise does, or with undefined if it rejects or takes longer than `ms`. The time is measured in two
 * halves: a page that was frozen runs its expired timer before it hears of the answers that came meanwhile.
 */
export function orNothing<T>(promise: Promise<T>, ms: number, onSilence: () => void): Promise<T | undefined> {
  return new Promise((resolve) => {
    const end = (value?: T): void => {
      clearTimeout(timer)
      resolve(value)
    }
    const onTime = (): void => {
      onSilence()
      end()
    }
    let timer = setTimeout(() => {
      timer = setTimeout(onTime, ms / 2)
    }, ms / 2)
    promise.then(end, () => end())
  })
}
