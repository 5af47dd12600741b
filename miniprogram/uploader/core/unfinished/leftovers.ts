import { ERRORS } from '../../error-codes'
import { asUploadError } from '../errors'
import type { Store } from '../ports'

/** Uploads that were given up, and of which OSS may still hold something: aborted at once, or when next online. */
export interface Leftovers {
  /** Resolves once it is noted: from then on the app may be killed. */
  add(upload: string): Promise<void>
  /** Aborts those that are left, of this run of the app or an earlier one. */
  sweep(): void
}

/** What is over that, a lifecycle rule of the bucket removes. */
const MOST = 50

/** @param abort resolves when nothing of it is left or it cannot be helped; rejects to be tried again later. */
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

  /** One after the other: uploads of today go first. A backend that is down is left alone until there is reason. */
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
