import { HEALTH_PATH, PATHS, type SessionAnswer } from '../../contract'
import { asUploadError, UploadError } from '../errors'
import { NEVER } from '../flow/cancellation'
import type { Headers, HttpAnswer, HttpRequest, Ports, Signal } from '../ports'
import {
  foreignAnswer,
  type ReadTicket,
  readAbort,
  readError,
  readFormTicket,
  readSession,
  readStoredFile,
  readUploads,
  readUrls,
} from './answers'
import type { FormBackend } from './backend'
import { appIdentity, type Identity, type SignedIn, sessionIdentity } from './identity'
import { isRecord, parseJson } from './json'
import { serverAddress } from './server-address'

export interface ServerOptions {
  /** Where the backend is mounted: `https://api.example.com`, or with a path behind it. */
  server: string
  /** Identifies the user, as headers of each call to the backend. Default: a session opened with `login`. */
  headers?: () => Promise<Headers>
  /** Gets a one-time code that the backend exchanges for a session. */
  login: () => Promise<string>
}

export type Connection = Pick<Ports, 'transport' | 'store' | 'clock'>

const TIMEOUT_MS = 15_000

/** What the backend is made of, so that another file can add calls to it. */
export interface FormServer {
  backend: FormBackend
  /** Makes a call in the name of the user. */
  call<T>(request: Call<T>, signal: Signal): Promise<T>
}

/**
 * The backend as a server that follows the contract, without its calls about parts.
 * @throws UploadError `misuse` unless `server` is an http(s) URL
 */
export function formServer(
  { server, headers, login }: ServerOptions,
  connection: Connection,
  readTicket: ReadTicket = readFormTicket,
): FormServer {
  const address = serverAddress(server)
  const post = poster(address, connection)
  const exchange = (code: string): Promise<SessionAnswer> =>
    post({ path: PATHS.session, body: { code }, read: readSession }, {}, NEVER)
  const identity = headers ? appIdentity(headers) : sessionIdentity(address, { login, exchange }, connection)
  const call = <T>(request: Call<T>, signal: Signal): Promise<T> =>
    authorized(identity, (known) => post(request, known, signal))

  const backend: FormBackend = {
    id: address,
    async prepare() {
      // The session may come from the store: then nothing has opened the connection yet.
      void connection.transport.send(warmUp(address), NEVER).catch(() => {})
      await identity.headers()
    },
    async uploads(body, signal) {
      const read = (answer: unknown) => readUploads(answer, body.files.length, readTicket)
      const signIn = (code: string) =>
        post({ path: PATHS.uploads, body: { ...body, code }, read: withSession(read) }, {}, signal)
      // A ticket for parts begins an upload on OSS. If a lost answer is likely, as on the first call, it must not begin one.
      const isByForm = body.files.every(({ partSize }) => partSize === undefined)
      // A code works once: a call that the platform repeated by itself is refused, although the first one went well.
      const first = isByForm ? await identity.signInBy?.(signIn).catch(unlessUnauthenticated) : undefined
      return first ? first.value : call({ path: PATHS.uploads, body, read }, signal)
    },
    complete: (body, signal) => call({ path: PATHS.complete, body, read: readStoredFile }, signal),
    abort: (upload, signal) => call({ path: PATHS.abort, body: { upload }, read: readAbort }, signal),
    urls: (body, signal) =>
      call({ path: PATHS.urls, body, read: (answer) => readUrls(answer, body.keys.length) }, signal),
  }
  return { backend, call }
}

/** A request that only opens the connection, which takes one to three round trips. */
const warmUp = (address: string): HttpRequest => ({
  method: 'GET',
  url: address + HEALTH_PATH,
  headers: { 'content-type': 'application/json' },
  timeoutMs: TIMEOUT_MS,
})

/** Reads an answer that brings a session as well. */
const withSession =
  <T>(read: (body: unknown) => T | undefined) =>
  (body: unknown): SignedIn<T> | undefined => {
    const session = readSession(isRecord(body) ? body.session : undefined)
    const value = read(body)
    return session && value !== undefined ? { session, value } : undefined
  }

export interface Call<T> {
  path: string
  body: unknown
  read: (body: unknown) => T | undefined
}

const poster =
  (base: string, { transport }: Connection) =>
  async <T>({ path, body, read }: Call<T>, headers: Headers, signal: Signal): Promise<T> => {
    const request = {
      method: 'POST' as const,
      url: base + path,
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      timeoutMs: TIMEOUT_MS,
    }
    const answer = await transport.send(request, signal).catch((thrown) => {
      throw unreachable(asUploadError(thrown), base)
    })
    return parse(answer, read)
  }

/** A 401 may only mean that the session expired meanwhile, so the call is retried once with a fresh session. */
async function authorized<T>(identity: Identity, call: (headers: Headers) => Promise<T>): Promise<T> {
  const headers = await identity.headers()
  try {
    return await call(headers)
  } catch (thrown) {
    unlessUnauthenticated(thrown)
    identity.refused(headers)
    return call(await identity.headers())
  }
}

function unlessUnauthenticated(thrown: unknown): undefined {
  if (!(thrown instanceof UploadError) || thrown.code !== 'unauthenticated') throw thrown
}

/** A broken connection to the backend has its own code, unlike one to the bucket: the backend may be down. */
function unreachable(error: UploadError, server: string): UploadError {
  if (error.code !== 'network' && error.code !== 'timeout') return error
  const detail = String(error.params.detail ?? error.code)
  return new UploadError('server-unreachable', { params: { host: server, detail }, cause: error })
}

function parse<T>({ status, text, headers }: HttpAnswer, readBody: (body: unknown) => T | undefined): T {
  const body = parseJson(text)
  const value = status === 200 ? readBody(body) : undefined
  if (value !== undefined) return value
  throw readError(body, headers) ?? foreignAnswer(status, headers)
}
