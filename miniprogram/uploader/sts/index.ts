/**
 * The uploader for mini-programs whose backend only hands out STS credentials: the same engine, but the client signs.
 * The README says which checks that gives up.
 */

import { createEngine } from '../core/engine/create-engine'
import type { EngineOptions } from '../core/engine/options'
import { UploadError } from '../core/errors'
import { pick } from '../wx/pick'
import { wxPorts } from '../wx/ports'
import { type Uploader, withPicker } from '../wx/uploader'
import { warnDeveloper } from '../wx/warn-developer'
import type { WxApi } from '../wx/wx-api'
import { type StsOptions, stsBackend } from './sts-backend'

export { UploadError } from '../core/errors'
export { explain } from '../messages/explain-wx'
export type { Uploader } from '../wx/uploader'
export type { BucketPlace } from './credentials/sts-credentials'
export type { StsOptions } from './sts-backend'
export type { FileToName, KeyOf } from './tickets/object-key'

export interface StsUploaderOptions extends StsOptions, EngineOptions {
  /** The platform. Default: the global `wx`. */
  wx?: WxApi
}

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
 * @throws UploadError `misuse` without a function for the credentials.
 */
export function createStsUploader<Route extends string = string>(
  options: StsUploaderOptions,
): Uploader<StsRoutes<Route>> {
  if (typeof options.credentials !== 'function') {
    const detail = `credentials: expected a function, got ${typeof options.credentials}`
    throw new UploadError('misuse', { params: { detail } })
  }
  const platform: WxApi = options.wx ?? wx
  const ports = wxPorts(platform)
  const { backend, transport } = stsBackend(options, ports)
  const engine = createEngine<StsRoutes<Route>>({ ...ports, transport }, backend, {
    onFailure: warnDeveloper,
    ...options,
  })
  return withPicker(engine, (pickOptions) => pick(platform, pickOptions))
}
