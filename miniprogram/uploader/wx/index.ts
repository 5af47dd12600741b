/** The uploader for WeChat mini-programs: the public names, and the only file that chooses adapters. */

import { type ServerOptions, serverBackend } from '../core/backend/server-backend'
import { createEngine } from '../core/engine/create-engine'
import type { EngineOptions } from '../core/engine/options'
import type { RouteTypes } from '../route-types'
import { wxLogin } from './login'
import { pick } from './pick'
import { wxPorts } from './ports'
import { type Uploader, withPicker } from './uploader'
import { warnDeveloper } from './warn-developer'
import type { WxApi } from './wx-api'

export type { StoredFile } from '../contract'
export type {
  LocalFile,
  Outcome,
  ResumeOptions,
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
export type { FileFacts, FileFormat } from '../formats/format-of'
export { formatOf } from '../formats/format-of'
export type { Locale, Words } from '../messages/explain'
export { explain } from '../messages/explain-wx'
export type { DataOf, InputOf, RouteTypes } from '../route-types'
export type { PickedFile, PickOptions } from './pick'
export type { PickAndUploadOptions, Uploader } from './uploader'
export type { WxApi } from './wx-api'

export interface UploaderOptions extends Pick<ServerOptions, 'server' | 'headers'>, EngineOptions {
  /** The platform's API. Default: the global `wx`. */
  wx?: WxApi
}

/**
 * Makes the app's uploader, a plain record of functions. Make it once, and share it. Failures are explained in the
 * console in both languages; pass `onFailure` to handle them otherwise.
 * @throws UploadError `misuse` unless `server` is an http(s) URL
 *
 * @example
 * const uploader = createUploader<Routes>({ server: 'https://api.example.com' })
 * const outcomes = await uploader.pickAndUpload({ route: 'photo', count: 9 })
 */
export function createUploader<Routes extends RouteTypes>(options: UploaderOptions): Uploader<Routes> {
  const platform: WxApi = options.wx ?? wx
  const ports = wxPorts(platform)
  const backend = serverBackend({ login: () => wxLogin(platform), ...options }, ports)
  const engine = createEngine<Routes>(ports, backend, { onFailure: warnDeveloper, ...options })
  return withPicker(engine, (pickOptions) => pick(platform, pickOptions))
}
