/** A backend that answers as the contract says, for engine tests that need no server. */
import { HEALTH_PATH, PATHS, type StoredFile, type UploadsRequest } from '../../miniprogram/uploader/contract'
import type { ServerOptions } from '../../miniprogram/uploader/core/backend/form-server'
import { serverBackend } from '../../miniprogram/uploader/core/backend/server-backend'
import { EMPTY_CRC64, updateCrc64 } from '../../miniprogram/uploader/core/crc64/crc64'
import { toDecimal } from '../../miniprogram/uploader/core/crc64/decimal'
import { createEngine } from '../../miniprogram/uploader/core/engine/create-engine'
import type { EngineOptions } from '../../miniprogram/uploader/core/engine/options'
import type { FormUpload, HttpAnswer, HttpRequest } from '../../miniprogram/uploader/core/ports'
import {
  answer,
  fakeLifecycle,
  fakeTransport,
  memoryFiles,
  memoryStore,
  type Reaction,
  virtualClock,
} from './fake-ports'

export const JPEG = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4])

export const JPEG_CRC64 = toDecimal(updateCrc64(EMPTY_CRC64, JPEG))

export const storedFile = (key: string): StoredFile => ({
  key,
  url: `https://bucket.example/${key}`,
  size: JPEG.length,
  type: 'image/jpeg',
  crc64: JPEG_CRC64,
  data: undefined,
})

type Script = {
  onForm?: (form: FormUpload, nth: number) => Reaction
  onJson?: (request: HttpRequest, nth: number) => Reaction | undefined
  files?: Record<string, Uint8Array>
  options?: Partial<EngineOptions & ServerOptions>
}

/**
 * An engine over fake ports. Without a script everything succeeds, with one POST per file that the callback confirms.
 */
export function engineWith({ onForm, onJson, files, options }: Script = {}) {
  const clock = virtualClock()
  const lifecycle = fakeLifecycle()
  const store = memoryStore()
  const random = (): number => 0.5
  const network = fakeTransport(
    clock,
    (form, nth) => onForm?.(form, nth) ?? answer(200, { file: storedFile(form.fields.key ?? '') }),
    (request, nth) => withSession(request, onJson?.(request, nth) ?? contractAnswer(request)),
  )
  const ports = {
    transport: network.transport,
    files: memoryFiles(files ?? { 'a.jpg': JPEG, 'b.jpg': JPEG }),
    store,
    clock,
    lifecycle,
    random,
  }
  const server = { server: 'https://api.example', login: async () => 'code', ...options }
  const engine = createEngine<Record<string, { readonly '~types'?: { input: unknown; data: unknown } }>>(
    ports,
    serverBackend(server, ports),
    options,
  )
  const requestsTo = (path: string): HttpRequest[] => network.requests.filter(({ url }) => url.endsWith(path))
  return { engine, clock, lifecycle, store, network, requestsTo }
}

export const bodyOf = ({ body }: HttpRequest): unknown => JSON.parse(String(body))

export function contractAnswer(request: HttpRequest): Reaction {
  const { url } = request
  if (url.endsWith(HEALTH_PATH)) return answer(200, { status: 'ok' })
  if (url.endsWith(PATHS.session)) return answer(200, SESSION)
  if (url.endsWith(PATHS.complete)) return answer(200, { file: storedFile('confirmed') })
  const { files } = bodyOf(request) as UploadsRequest
  return answer(200, {
    form: FORM,
    uploads: files.map((file, index) => ticket(file.renew ? `renewed-${index}` : `key-${index}`)),
  })
}

/** Tickets that were asked for with a code bring a session as well. */
function withSession(request: HttpRequest, reaction: Reaction): Reaction {
  if (!request.url.endsWith(PATHS.uploads) || !('text' in Object(reaction))) return reaction
  const { text, status } = reaction as HttpAnswer
  const { code } = bodyOf(request) as UploadsRequest
  const bringsTickets = status === 200 && text.startsWith('{')
  return code !== undefined && bringsTickets ? answer(200, { session: SESSION, ...JSON.parse(text) }) : reaction
}

const SESSION = { token: 'session-1', expiresIn: 7200 }

/** What all forms of an answer share. */
export const FORM = { url: 'https://bucket.example', fields: {}, expiresIn: 600 }

export const ticket = (key: string) => ({ kind: 'form', upload: `upload-of-${key}`, fields: { key } })
