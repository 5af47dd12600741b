import type { Store } from '../ports'

/** Uploads that were given up, and whose parts OSS still holds: aborted at once, or when next online. */
export interface Leftovers {
  add(upload: string): void
  /** Aborts those that an earlier run of the app left. Once. */
  sweep(): void
}

/** What is over that, a lifecycle rule of the bucket removes. */
const MOST = 50

/** @param abort resolves when nothing of it is left or it cannot be helped; rejects to be tried again at the next start. */
export function leftovers(backendId: string, store: Store, abort: (upload: string) => Promise<unknown>): Leftovers {
  const key = `wx-oss-upload.leftovers:${backendId}`
  let uploads: Promise<string[]> | undefined
  let isSwept = false

  const load = (): Promise<string[]> => {
    uploads ??= store.get(key).then((value) => (Array.isArray(value) ? value.filter(isText) : []))
    return uploads
  }
  const change = (next: (known: string[]) => string[]): Promise<string[]> => {
    uploads = load().then(async (known) => {
      const changed = next(known).slice(-MOST)
      await store.set(key, changed)
      return changed
    })
    return uploads
  }
  const abortOne = (upload: string): void => {
    abort(upload)
      .then(() => change((known) => known.filter((other) => other !== upload)))
      .catch(() => {})
  }
  return {
    add(upload) {
      // First into the store: the app may be killed before the answer comes.
      void change((known) => [...known, upload]).then(() => abortOne(upload))
    },
    sweep() {
      if (isSwept) return
      isSwept = true
      void load().then((known) => known.forEach(abortOne))
    },
  }
}

const isText = (value: unknown): value is string => typeof value === 'string'
