import { ERRORS } from '../../error-codes'
import { asUploadError } from '../errors'
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

/** @param abort resolves when nothing is left of the upload; rejects if it should be tried again later. */
export function leftovers(backendId: string, store: Store, abort: (upload: string) => Promise<unknown>): Leftovers {
  const key = `wx-oss-upload.leftovers:${backendId}`
  let uploads: Promise<string[]> | undefined
  let isSweeping = false

  const load = (): Promise<string[]> => {
    uploads ??= store.get(key).then((value) => (Array.isArray(value) ? value.filter(isText) : []))
    return uploads
  }
  const change = (next: (known: string[]) => string[]): Promise<string[]> => {
    uploads = load().then(async (known) => {
      const changed = next(known)
      if (changed !== known) await store.set(key, changed)
      return changed
    })
    return uploads
  }

  /** Aborts one at a time, so as not to slow running uploads. Stops at a backend that is down until the next call. */
  async function sweep(): Promise<void> {
    if (isSweeping) return
    isSweeping = true
    const tried = new Set<string>()
    let isDown = false
    while (!isDown) {
      const upload = (await load()).find((one) => !tried.has(one))
      if (upload === undefined) break
      tried.add(upload)
      await abort(upload).then(
        () => change((known) => known.filter((other) => other !== upload)),
        (thrown: unknown) => {
          isDown = ERRORS[asUploadError(thrown).code].retry === 'backoff'
        },
      )
    }
    isSweeping = false
  }

  return {
    sweep: () => void sweep(),
    async add(upload) {
      await change((known) => (known.includes(upload) ? known : [...known, upload].slice(-MOST)))
      void sweep()
    },
  }
}

const isText = (value: unknown): value is string => typeof value === 'string'
