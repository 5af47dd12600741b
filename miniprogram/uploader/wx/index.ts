/** The uploader for WeChat mini-programs: the public names, and the only file that chooses adapters. */

import { withBucketConnection } from '../core/backend/bucket-connection'
import type { ServerOptions } from '../core/backend/form-server'
import { serverBackend } from '../core/backend/server-backend'
import { assertOptions, type Kinds } from '../core/engine/assert-options'
import { createEngine } from '../core/engine/create-engine'
import { ENGINE_OPTIONS, type EngineOptions } from '../core/engine/options'
import type { Language } from '../messages/explain'
import type { RouteTypes } from '../route-types'
import { wxLogin } from './login'
import { pick } from './pick'
import { platformOf } from './platform'
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
export type { Language, Locale, Words } from '../messages/explain'
export { explain } from '../messages/explain-wx'
export type { DataOf, InputOf, RouteTypes } from '../route-types'
export type { PickedFile, PickOptions } from './pick'
export type { PickAndUploadOptions, Uploader } from './uploader'
export type { WxApi } from './wx-api'

export interface UploaderOptions extends Pick<ServerOptions, 'server' | 'headers'>, EngineOptions {
  /** The language of the hints in the console. Default: Chinese. */
  language?: Language
  /** The platform's API. Default: the global `wx`. */
  wx?: WxApi
}

const OPTIONS = {
  ...ENGINE_OPTIONS,
  server: 'string',
  headers: 'function',
  language: 'object',
  wx: 'any',
} as const satisfies Kinds & Record<keyof UploaderOptions, unknown>

/**
 * Makes the app's uploader, a plain record of functions. Make it once, and share it. Failures are explained in the
 * console; pass `onFailure` to handle them otherwise.
 * @throws UploadError `misuse` for an unknown or wrong option, such as a `server` that is no http(s) URL
 *
 * @example
 * const uploader = createUploader<Routes>({ server: 'https://api.example.com' })
 * const outcomes = await uploader.pickAndUpload({ route: 'photo', count: 9 })
 */
export function createUploader<Routes extends RouteTypes>(options: UploaderOptions): Uploader<Routes> {
  assertOptions('createUploader', options, OPTIONS)
  const platform = platformOf(options.wx)
  const ports = wxPorts(platform)
  const backend = withBucketConnection(serverBackend({ login: () => wxLogin(platform), ...options }, ports), ports)
  const engine = createEngine<Routes>(ports, backend, { onFailure: warnDeveloper(options.language), ...options })
  return withPicker(engine, (pickOptions) => pick(platform, pickOptions))
}
