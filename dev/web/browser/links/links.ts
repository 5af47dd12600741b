import { UploadError, type UploadedFile, type Uploader } from '../../../../miniprogram/uploader/browser/index'
import type { Routes } from '../../../../server/routes'

/** URLs of stored files. The URL of a private file is valid for at most an hour. */
export interface Links {
  /** Undefined if it has expired. */
  valid(file: UploadedFile): string | undefined
  /** Fetches a new URL. Rejects with an `UploadError`. */
  renewed(file: UploadedFile): Promise<string>
}

interface Link {
  url: string
  /** ms since 1970. */
  endsAt: number
}

/** A URL counts as expired so long before its end, so that there is time to open it, ms. */
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
