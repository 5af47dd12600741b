/** The uploader for web pages: the only file that chooses adapters, and the public names. */
import type { RouteTypes } from '../contract'
import { createEngine, type EngineOptions } from '../core/engine'
import { UploadError } from '../core/errors'
import { picking } from '../core/picking'
import type { Headers } from '../core/ports'
import { type ServerOptions, serverBackend } from '../core/server-backend'
import { type PickOptions, pick } from './pick'
import { browserPorts } from './ports'
import { takingFiles, type Uploader } from './uploader'

export type { DataOf, ErrorCode, InputOf, RouteTypes, StoredFile } from '../contract'
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
export { UploadError } from '../core/errors'
export type { BatchProgress } from '../core/picking'
export type { Locale, Words } from '../messages'
export { explain } from '../messages'
export type { PickedFile, PickOptions } from './pick'
export type { PickAndUploadOptions, ResumeOptions, Uploader } from './uploader'

export interface UploaderOptions extends Pick<ServerOptions, 'server'>, EngineOptions {
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
  const ports = browserPorts()
  const engine = createEngine<Routes>(ports, serverBackend({ login: noLogin, ...options }, ports), options)
  const taking = { ...engine, ...takingFiles(engine, ports.files) }
  return { ...taking, ...picking(taking, (pickOptions?: PickOptions) => pick(ports.files, pickOptions)) }
}

/** For a caller without types, who left `headers` out. */
const noLogin = (): Promise<string> =>
  Promise.reject(new UploadError('misuse', { params: { detail: 'headers: a web page has no login of its own' } }))
