import { PATHS, type SessionAnswer, type StoredFile, type Ticket, type UploadsRequest } from '../contract'
import { parseJson, readError, readSession, readStoredFile, readUploads } from './answers'
import type { Signal } from './cancellation'
import { asUploadError, UploadError } from './errors'
import type { Headers, HttpAnswer, Transport } from './ports'

/** The backend's calls, typed; each rejects with an `UploadError`. None retries: whoever calls knows what it costs. */
export interface Backend {
  session(code: string, signal: Signal): Promise<SessionAnswer>
  uploads(request: UploadsRequest, headers: Headers, signal: Signal): Promise<(Ticket | UploadError)[]>
  complete(upload: string, headers: Headers, signal: Signal): Promise<StoredFile>
}

const TIMEOUT_MS = 15_000

export function backend(server: string, transport: Transport): Backend {
  const base = server.replace(/\/+$/, '')

  async function post<T>(call: Call<T>, headers: Headers, signal: Signal): Promise<T> {
    const request = { url: base + call.path, headers, body: call.body, timeoutMs: TIMEOUT_MS }
    const answer = await transport.sendJson(request, signal).catch((thrown) => {
      throw unreachable(asUploadError(thrown), base)
    })
    return read(answer, call.read)
  }

  return {
    session: (code, signal) => post({ path: PATHS.session, body: { code }, read: readSession }, {}, signal),
    uploads: (request, headers, signal) =>
      post(
        { path: PATHS.uploads, body: request, read: (body) => readUploads(body, request.files.length) },
        headers,
        signal,
      ),
    complete: (upload, headers, signal) =>
      post({ path: PATHS.complete, body: { upload }, read: readStoredFile }, headers, signal),
  }
}

interface Call<T> {
  path: string
  body: unknown
  read: (body: unknown) => T | undefined
}

/** The same broken connection means another thing here than towards the bucket: the backend may be down. */
function unreachable(error: UploadError, server: string): UploadError {
  if (error.code !== 'network' && error.code !== 'timeout') return error
  const detail = String(error.params.detail ?? error.code)
  return new UploadError('server-unreachable', { params: { host: server, detail }, cause: error })
}

function read<T>({ status, text, headers }: HttpAnswer, readBody: (body: unknown) => T | undefined): T {
  const body = parseJson(text)
  const value = status === 200 ? readBody(body) : undefined
  if (value !== undefined) return value
  throw readError(body, headers) ?? new UploadError('server-answer-invalid', { params: { status } })
}
