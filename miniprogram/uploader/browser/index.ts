/** The uploader for web pages: the part of it in the page's own script, and the public names. */

import { serverAddress } from '../core/backend/server-address'
import { createLazyEngine } from '../core/engine/create-lazy-engine'
import type { EngineOptions } from '../core/engine/options'
import type { Headers } from '../core/ports'
import type { RouteTypes } from '../route-types'
import { importEngine } from './import-engine'
import { pagePorts } from './page-ports'
import { type Uploader, withPicker } from './uploader'

export type { StoredFile } from '../contract'
export type {
  LocalFile,
  Outcome,
  UnfinishedUpload,
  UploadedFile,
  UploadOptions,
  UploadState,
  UploadTask,
  UrlOptions,
  UrlOutcome,
} from '../core/api'
export type { BatchProgress } from '../core/engine/picking'
export { UploadError } from '../core/errors'
export type { ErrorCode } from '../error-codes'
export { en } from '../messages/en/web'
export type { Language, Locale, Words } from '../messages/explain'
export { explain } from '../messages/explain-web'
export { zh } from '../messages/zh/web'
export type { DataOf, InputOf, RouteTypes } from '../route-types'
export type { PickedFile, PickOptions } from './pick'
export type { PickAndUploadOptions, ResumeOptions, Uploader } from './uploader'

export interface UploaderOptions extends EngineOptions {
  /** Where the backend is mounted: `https://api.example.com`, or with a path behind it. */
  server: string
  /**
   * Identifies the user, as headers of each call to the backend: `{ authorization: 'Bearer …' }`. Cookies are not sent.
   */
  headers: () => Promise<Headers>
}

/**
 * Makes the page's uploader, a plain record of functions. Make it once, and share it. A program that also renders on a
 * server may make it there, too, but it uploads only in a browser.
 * @throws UploadError `misuse` unless `server` is an http(s) URL
 *
 * @example
 * const uploader = createUploader<Routes>({ server: 'https://api.example.com', headers: async () => ({ authorization }) })
 * input.onchange = () => Array.from(input.files ?? [], (file) => uploader.upload(file, { route: 'photo' }))
 */
export function createUploader<Routes extends RouteTypes>(options: UploaderOptions): Uploader<Routes> {
  const page = pagePorts((on) => {
    // A failed load is reported to the uploads, which wait for the same script.
    importEngine().then(
      ({ keepAwake }) => keepAwake(on),
      () => {},
    )
  })
  const serviceOptions = { ...options, server: serverAddress(options.server) }
  const engine = createLazyEngine<Routes>(
    page,
    (gate) => importEngine().then(({ browserService }) => browserService(page, gate, serviceOptions)),
    options,
  )
  return withPicker(engine, page.held)
}
