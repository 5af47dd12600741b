/**
 * The uploader for mini-programs that send small files only: the same engine without parts, without resuming after a
 * restart, without pickers and without the table of formats, in less than half of the size.
 */

import type { FormEngine } from '../core/api'
import { formServer, type ServerOptions } from '../core/backend/form-server'
import { assertOptions, type Kinds } from '../core/engine/assert-options'
import { createFormEngine } from '../core/engine/forms/create-form-engine'
import { FORM_OPTIONS, type FormOptions } from '../core/engine/forms/form-options'
import type { RouteTypes } from '../route-types'
import { wxClock } from '../wx/clock'
import { plainFiles } from '../wx/files/plain-files'
import { wxLogin } from '../wx/login'
import { platformOf } from '../wx/platform'
import { portsOver } from '../wx/ports-over'
import type { WxApi } from '../wx/wx-api'
import { typeOfMedia } from './media-types'

export type {
  FormEngine,
  LocalFile,
  UploadedFile,
  UploadOptions,
  UploadState,
  UploadTask,
  UrlOptions,
  UrlOutcome,
} from '../core/api'
export { UploadError } from '../core/errors'
export type { ErrorCode } from '../error-codes'
export type { Language, Words } from '../messages/explain'
export { explain } from '../messages/explain-form'
export type { WxApi } from '../wx/wx-api'

export interface FormUploaderOptions extends Pick<ServerOptions, 'server' | 'headers'>, FormOptions {
  /**
   * Judges the media type of a file by its first 4 KB and its name. Default: by the formats of pictures, sounds, videos
   * and PDF; every other file is `application/octet-stream`.
   */
  typeOf?: (head: Uint8Array, name: string) => string
  /** The platform's API. Default: the global `wx`. */
  wx?: WxApi
}

const OPTIONS = {
  ...FORM_OPTIONS,
  server: 'string',
  headers: 'function',
  typeOf: 'function',
  wx: 'any',
} as const satisfies Kinds & Record<keyof FormUploaderOptions, unknown>

/**
 * Makes the app's uploader, a plain record of functions. Make it once, and share it. Failures are written to the
 * console by their codes; pass `onFailure` to handle them otherwise.
 * @throws UploadError `misuse` for an unknown or wrong option, such as a `server` that is no http(s) URL
 *
 * @example
 * const uploader = createUploader<Routes>({ server: 'https://api.example.com' })
 * wx.chooseMedia({ success: ({ tempFiles }) => uploader.upload(tempFiles[0].tempFilePath, { route: 'photo' }) })
 */
export function createUploader<Routes extends RouteTypes>(options: FormUploaderOptions): FormEngine<Routes> {
  assertOptions('createUploader', options, OPTIONS)
  const { typeOf = typeOfMedia } = options
  const platform = platformOf(options.wx)
  const ports = portsOver(platform, plainFiles(platform, wxClock), wxClock)
  const { backend } = formServer({ login: () => wxLogin(platform), ...options }, ports)
  return createFormEngine<Routes>(ports, backend, (head, name) => ({ type: typeOf(head, name) }), {
    onFailure: ({ message }) => console.warn(`[wx-oss-upload] ${message}`),
    ...options,
  })
}
