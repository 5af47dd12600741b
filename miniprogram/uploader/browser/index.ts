/** The uploader for web pages, as far as it is in a page's own script: how it is put together, and the public names. */

import { serverAddress } from '../core/backend/server-address'
import { engineFacade } from '../core/engine/facade'
import { lazyService } from '../core/engine/lazy-service'
import type { EngineOptions } from '../core/engine/options'
import { picking } from '../core/engine/picking'
import { platformGate } from '../core/flow/gate'
import type { Headers } from '../core/ports'
import type { RouteTypes } from '../route-types'
import { importEngine } from './import-engine'
import { pagePorts } from './page-ports'
import { type PickOptions, pick } from './pick'
import { takingFiles, type Uploader } from './uploader'

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
export type { Locale, Words } from '../messages/explain'
export { explain } from '../messages/explain-web'
export type { DataOf, InputOf, RouteTypes } from '../route-types'
export type { PickedFile, PickOptions } from './pick'
export type { PickAndUploadOptions, ResumeOptions, Uploader } from './uploader'

export interface UploaderOptions extends EngineOptions {
  /** Where the backend is mounted: `https://api.example.com`, or with a path. */
  server: string
  /** Who uploads, as headers of each call to the backend: `{ authorization: 'Bearer …' }`. Cookies do not go along. */
  headers: () => Promise<Headers>
}

/**
 * Makes the page's uploader: a plain record of functions, to be made once and shared. In a browser only: a program
 * that also renders on a server makes it in an effect.
 *
 * @example
 * const uploader = createUploader<Routes>({ server: 'https://api.example.com', headers: async () => ({ authorization }) })
 * input.onchange = () => Array.from(input.files ?? [], (file) => uploader.upload(file, { route: 'photo' }))
 */
export function createUploader<Routes extends RouteTypes>(options: UploaderOptions): Uploader<Routes> {
  const page = pagePorts()
  const gate = platformGate(page.lifecycle)
  const terms = { ...options, server: serverAddress(options.server) }
  const work = lazyService({ ...page, gate }, importEngine, ({ browserWork }) => browserWork(page, gate, terms))
  const engine = engineFacade<Routes>(page, gate, work, options)
  const taking = { ...engine, ...takingFiles(engine, page.held) }
  return { ...taking, ...picking(taking, (pickOptions?: PickOptions) => pick(page.held, pickOptions)) }
}
