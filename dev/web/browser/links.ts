import { UploadError, type UploadedFile, type Uploader } from '../../../miniprogram/uploader/browser/index'
import type { Routes } from '../../../server/routes'

/** URLs of what was stored. That of a private file lives for an hour at most. */
export interface Links {
  /** Undefined when it has run out. */
  valid(file: UploadedFile): string | undefined
  /** A fresh one in place of one that has run out. Rejects with an `UploadError`. */
  renewed(file: UploadedFile): Promise<string>
}

interface Link {
  url: string
  /** ms since 1970. */
  endsAt: number
}

/** So much time is left for opening it, ms. */
const MARGIN_MS = 30_000

export function createLinks(urls: Uploader<Routes>['urls']): Links {
  const links = new WeakMap<UploadedFile, Link>()
  const keep = (file: UploadedFile, url: string, expiresIn = Number.POSITIVE_INFINITY): Link => {
    const link = { url, endsAt: Date.now() + expiresIn * 1000 }
    links.set(file, link)
    return link
  }
  return {
    valid(file) {
      const { url, endsAt } = links.get(file) ?? keep(file, file.url, file.urlExpiresIn)
      return Date.now() < endsAt - MARGIN_MS ? url : undefined
    },
    async renewed(file) {
      const [outcome] = await urls([file.key])
      if (outcome?.ok) return keep(file, outcome.url, outcome.expiresIn).url
      throw outcome?.error ?? new UploadError('not-found')
    },
  }
}
