/**
 * The uploader for mini-programs whose backend only hands out STS credentials: the same engine, but the client signs.
 * docs/sts.md says which checks that gives up.
 */

import { assertOptions, type Kinds } from '../core/engine/assert-options'
import { createEngine } from '../core/engine/create-engine'
import { expected } from '../core/engine/expected'
import { ENGINE_OPTIONS, type EngineOptions } from '../core/engine/options'
import { UploadError } from '../core/errors'
import type { Language } from '../messages/explain'
import { pick } from '../wx/pick'
import { platformOf } from '../wx/platform'
import { wxPorts } from '../wx/ports'
import { type Uploader, withPicker } from '../wx/uploader'
import { warnDeveloper } from '../wx/warn-developer'
import type { WxApi } from '../wx/wx-api'
import { placeProblem } from './credentials/place'
import { type StsOptions, stsBackend } from './sts-backend'

export { UploadError } from '../core/errors'
export { explain } from '../messages/explain-wx'
export type { Uploader } from '../wx/uploader'
export type { BucketPlace } from './credentials/sts-credentials'
export type { StsOptions } from './sts-backend'
export type { FileToName, KeyOf } from './tickets/object-key'

export interface StsUploaderOptions extends StsOptions, EngineOptions {
  /** The language of the hints in the console. Default: Chinese. */
  language?: Language
  /** The platform. Default: the global `wx`. */
  wx?: WxApi
}

const OPTIONS = {
  ...ENGINE_OPTIONS,
  credentials: 'function',
  bucket: 'string',
  region: 'string',
  endpoint: 'string',
  prefix: 'string',
  keyOf: 'function',
  publicRead: 'boolean',
  language: 'object',
  wx: 'any',
} as const satisfies Kinds & Record<keyof StsUploaderOptions, unknown>

/** Without a server's `routes.ts`, a route is any name. It is passed to `keyOf`. */
export type StsRoutes<Route extends string> = Record<Route, { readonly '~types'?: { input: unknown; data: undefined } }>

/**
 * Creates the app's uploader: the same functions as those of `createUploader`.
 *
 * @example
 * const uploader = createStsUploader({
 *   bucket: 'my-bucket',
 *   region: 'cn-hangzhou',
 *   credentials: () => new Promise((success, fail) => wx.request({ url: 'https://api.example.com/sts', success, fail })),
 * })
 * @throws UploadError `misuse` without a function for the credentials, and for an unknown or wrong option, such as a
 * region that is no region ID or an internal endpoint.
 */
export function createStsUploader<Route extends string = string>(
  options: StsUploaderOptions,
): Uploader<StsRoutes<Route>> {
  assertOptions('createStsUploader', options, OPTIONS)
  if (!options.credentials) throw expected('credentials', 'a function', 'undefined')
  const problem = placeProblem(options)
  if (problem) throw new UploadError('misuse', { params: { detail: problem } })
  const platform = platformOf(options.wx)
  const ports = wxPorts(platform)
  const { backend, transport } = stsBackend(options, ports)
  const engine = createEngine<StsRoutes<Route>>({ ...ports, transport }, backend, {
    onFailure: warnDeveloper(options.language),
    ...options,
  })
  return withPicker(engine, (pickOptions) => pick(platform, pickOptions))
}
