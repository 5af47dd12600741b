import { PATHS } from '../../contract'
import type { Backend } from './backend'
import { type Connection, formServer, type ServerOptions } from './form-server'
import { readAnyTicket, readResume, readSignedParts } from './parts-answers'

/**
 * The backend as a server that follows the contract.
 * @throws UploadError `misuse` unless `server` is an http(s) URL
 */
export function serverBackend(options: ServerOptions, connection: Connection): Backend {
  const { backend, call } = formServer(options, connection, readAnyTicket)
  return {
    ...backend,
    parts: (body, signal) => call({ path: PATHS.parts, body, read: readSignedParts }, signal),
    resume: (upload, signal) => call({ path: PATHS.resume, body: { upload }, read: readResume }, signal),
  }
}
