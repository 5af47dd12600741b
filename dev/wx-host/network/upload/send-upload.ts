import { Buffer } from 'node:buffer'
import { basename } from 'node:path'
import { FAILURES } from '../../calls/failures'
import { type OpenFile, openFile } from '../../files/file-handles'
import type { LocalPaths } from '../../files/local-paths'
import { typeByExtension } from '../../pickers/file-types'
import type { CallInFlight } from '../call-in-flight'
import { presentHeaders } from '../http/answer-headers'
import { exchange, type Write } from '../http/http-exchange'
import { sentHeaders } from '../http/sent-headers'
import type { WiredDevice } from '../kept-connections'
import { type MultipartBody, multipartBody } from './multipart-body'
import type { UploadFileOptions, UploadResult } from './upload-options'
import { createUploadProgress, type Progress } from './upload-progress'

export interface Upload {
  options: UploadFileOptions
  inFlight: CallInFlight<UploadResult>
  onProgress(progress: Progress): void
  onHeaders(header: Record<string, string>): void
}

/** Sends one file over a free connection; no more than a chunk of it is in memory. */
export async function sendUpload(device: WiredDevice, paths: LocalPaths, upload: Upload): Promise<void> {
  const { options, inFlight } = upload
  const file = await openLocal(device, paths, options.filePath)
  if (!file) return inFlight.fail(FAILURES.uploadFileNotFound(device.platform))
  inFlight.onEnd(() => void file.close())
  const size = await file.size()
  if (inFlight.ended()) return

  const body = bodyOf(device, options)
  const length = body.head.length + size + body.tail.length
  const { headerCase, uploadShowsHeaders } = device.traits
  const headers = sentHeaders({ 'content-type': body.contentType }, options.header, device)
  exchange(
    { device, call: { api: 'uploadFile', url: options.url }, inFlight },
    {
      method: 'POST',
      headers: { ...headers, 'content-length': length },
      writeBody: (write) => writeMultipart(write, body, file, size),
      onSent: createUploadProgress(length, Date.now, upload.onProgress),
      onHead: ({ rawHeaders }) => upload.onHeaders(presentHeaders(rawHeaders, headerCase)),
      onAnswer: ({ status, rawHeaders }, answer) =>
        inFlight.succeed({
          statusCode: status,
          data: answer.toString('utf8'),
          ...(uploadShowsHeaders ? { header: presentHeaders(rawHeaders, headerCase) } : {}),
        }),
    },
  )
}

async function openLocal({ activity }: WiredDevice, paths: LocalPaths, path: string): Promise<OpenFile | undefined> {
  const real = paths.resolve(path)
  if (real === undefined || real === 'not-local') return undefined
  return openFile(activity, real).catch(() => undefined)
}

function bodyOf(
  { traits, randomHex }: WiredDevice,
  { name, filePath, formData = {} }: UploadFileOptions,
): MultipartBody {
  return multipartBody(`----wx${randomHex(12)}`, formData, {
    name,
    filename: basename(filePath),
    type: traits.partType === 'by-extension' ? typeByExtension(filePath) : 'application/octet-stream',
  })
}

const CHUNK_BYTES = 64 * 1024

/**
 * The content-length was sent before the first byte. If the file has grown since, the rest is not sent; if it has
 * shrunk, the body is too short and the connection breaks.
 */
async function writeMultipart(write: Write, { head, tail }: MultipartBody, file: OpenFile, size: number) {
  if (!(await write(head))) return
  // One chunk is reused: when `write` resolves, the kernel has taken the bytes.
  const chunk = Buffer.alloc(CHUNK_BYTES)
  for (let position = 0; position < size; ) {
    const bytes = await file.fill(chunk.subarray(0, size - position), position)
    if (bytes.length === 0) throw Object.assign(new Error('unexpected end of file'), { code: 'ECONNRESET' })
    if (!(await write(bytes))) return
    position += bytes.length
  }
  await write(tail)
}
