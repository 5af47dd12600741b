import { ERRORS } from '../../error-codes'
import { asUploadError } from '../errors'
import type { Turns } from '../flow/turns'
import type { Store } from '../ports'

/**
 * Uploads that were given up and of which OSS may still hold something. They are aborted at once, or when next online.
 */
export interface Leftovers {
  /** Resolves once the upload is noted in the store: from then on the app may be killed. */
  add(upload: string): Promise<void>
  /** Aborts all that are noted, by this run of the app or an earlier one. */
  sweep(): void
}

/** The oldest beyond this number are left to a lifecycle rule of the bucket. */
const MOST = 50

export interface LeftoversOptions {
  store: Store
  inTurn: Turns
  /** Resolves when nothing is left of the upload; rejects if it should be tried again later. */
  abort(upload: string): Promise<unknown>
}

export function leftovers(backendId: string, { store, inTurn, abort }: LeftoversOptions): Leftovers {
  const key = `wx-oss-upload.leftovers:${backendId}`
  /** Those of this run: a full store would lose them. */
  let own: string[] = []
  let isSweeping = false

  const stored = async (): Promise<string[]> => {
    const value = await store.get(key)
    return Array.isArray(value) ? value.filter(isText) : []
  }
  /** Reads the list anew each time, because another uploader of the app may have changed it. */
  const change = (next: (known: string[]) => string[]): Promise<void> =>
    inTurn(key, async () => {
      const known = await stored()
      const changed = next(known)
      if (changed.join() !== known.join()) await store.set(key, changed)
    })
  const all = async (): Promise<string[]> => [...(await inTurn(key, stored)), ...own]

  /** Aborts one at a time, so as not to slow running uploads. Stops at a backend that is down until the next call. */
  async function sweep(): Promise<void> {
    if (isSweeping) return
    isSweeping = true
    const tried = new Set<string>()
    let isDown = false
    while (!isDown) {
      const upload = (await all()).find((one) => !tried.has(one))
      if (upload === undefined) break
      tried.add(upload)
      await abort(upload).then(
        () => {
          own = own.filter((other) => other !== upload)
          return change((known) => known.filter((other) => other !== upload))
        },
        (thrown: unknown) => {
          const { retry } = ERRORS[asUploadError(thrown).code]
          isDown = retry === 'backoff' || retry === 'free'
        },
      )
    }
    isSweeping = false
  }

  return {
    sweep: () => void sweep(),
    async add(upload) {
      if (!own.includes(upload)) own = [...own, upload].slice(-MOST)
      await change((known) => (known.includes(upload) ? known : [...known, upload].slice(-MOST)))
      void sweep()
    },
  }
}

const isText = (value: unknown): value is string => typeof value === 'string'
