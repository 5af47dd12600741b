/** Runs in the page: the sequence of tones of the only row until it has ended. */
export function tonesUntilEnd(): Promise<string[]> {
  interface Row {
    dataset: { tone: string }
  }
  const { document, MutationObserver } = globalThis as unknown as {
    document: { querySelector(selector: string): Row }
    MutationObserver: new (look: () => void) => { observe(target: unknown, options: object): void; disconnect(): void }
  }
  const row = document.querySelector('.row')
  const tones: string[] = []
  return new Promise((resolve) => {
    const look = (): void => {
      const { tone } = row.dataset
      if (tones.at(-1) !== tone) tones.push(tone)
      if (tone !== 'good' && tone !== 'bad') return
      observer.disconnect()
      resolve(tones)
    }
    const observer = new MutationObserver(look)
    observer.observe(row, { attributes: true })
    look()
  })
}
