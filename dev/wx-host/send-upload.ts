import { Buffer } from 'node:buffer'
import { basename } from 'node:path'
import { presentHeaders } from './answer-headers'
import type { CallInFlight } from './call-in-flight'
import { FAILURES } from './failures'
import { type OpenFile, openFile } from './file-handles'
import { typeByExtension } from './file-types'
import { exchange, type Write } from './http-exchange'
import type { WiredDevice } from './kept-connections'
import type { LocalPaths } from './local-paths'
import { type MultipartBody, multipartBody } from './multipart-body'
import { sentHeaders } from './sent-headers'
import type { UploadFileOptions, UploadResult } from './upload-file'
import { createUploadProgress, type Progress } from './upload-progress'

export interface Upload {
  options: UploadFileOptions
  inFlight: CallInFlight<UploadResult>
  onProgress(progress: Progress): void
  onHeaders(header: Record<string, string>): void
}

/** Sends one file, now that there is a connection for it; never more than a chunk of it is in memory. */
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
 * The length was promised before the first byte went out. A file that has grown since is cut there, one that has
 * shrunk leaves the body short: the connection breaks.
 */
async function writeMultipart(write: Write, { head, tail }: MultipartBody, file: OpenFile, size: number) {
  if (!(await write(head))) return
  // One for all: by the time `write` resolves, the bytes are the kernel's.
  const chunk = Buffer.alloc(CHUNK_BYTES)
  for (let position = 0; position < size; ) {
    const bytes = await file.fill(chunk.subarray(0, size - position), position)
    if (bytes.length === 0) throw Object.assign(new Error('unexpected end of file'), { code: 'ECONNRESET' })
    if (!(await write(bytes))) return
    position += bytes.length
  }
  await write(tail)
}
