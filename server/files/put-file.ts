import { describeFile } from '../confirm/describe-file'
import { charsetOfText, contentTypeOf } from '../content/charset-of-text'
import { dimensionsOf } from '../content/dimensions'
import { INSPECTED_BYTES, judgeContent } from '../content/judge-content'
import type { BucketContext, ServerContext } from '../context'
import type { NewFile } from '../define-routes/route-options'
import { Fault } from '../faults/fault'
import { metadataHeaders } from '../oss/bucket/metadata-headers'
import type { PutObject } from '../oss/bucket/put-object'
import { inBucket } from '../oss/in-bucket'
import type { ReadContext } from '../reads/read-url'
import { settingsOf } from '../tickets/object-settings'
import { type Body, type BodyReader, readBody } from './body'
import { type Place, placeOf, type Target, type TargetContext } from './target'

export interface PutOptions {
  /** Media type without parameters: `image/png`. */
  type: string
  /** Browsers save the file under this name. */
  filename?: string
  /** Stored with the file; `head` shows it. */
  metadata?: Readonly<Record<string, string>>
  /** Replaces a file that is there already. Default: `already-exists`. */
  overwrite?: boolean
  /** Cancels the call: nothing is stored then, and the promise rejects with its reason. */
  signal?: AbortSignal
}

export type PutContext = TargetContext &
  ReadContext &
  Pick<ServerContext, 'bucket'> & {
    putObject: PutObject
    buckets: ReadonlyMap<string, BucketContext & { putObject: PutObject }>
  }

/**
 * Stores a file that the app itself makes. The rules of uploads apply to its type, content and disposition; those for
 * users (`accept`, `maxSize`, limits, hooks) do not.
 * @throws Fault `content-refused`, `file-empty`, `already-exists`, `stored-differs`, …; what the stream fails with.
 */
export async function putFile(target: Target, body: Body, options: PutOptions, context: PutContext): Promise<NewFile> {
  const reader = readBody(body, options.signal)
  try {
    const place = placeOf(target, options.type, context)
    const there = inBucket(place.route.bucket, context)
    await prepare(place, options, there)
    return await send(place, reader, options, there)
  } catch (error) {
    options.signal?.throwIfAborted()
    throw reader.failure() ?? error
  } finally {
    reader.close()
  }
}

/** Before the first byte, because a stream cannot be sent twice: is the session alive, and is the place free? */
async function prepare({ key }: Place, { overwrite = false }: PutOptions, { bucket }: PutContext): Promise<void> {
  const [existing] = await Promise.all([overwrite ? undefined : bucket.head(key), bucket.examine('upload')])
  if (existing) throw new Fault('already-exists')
}

/**
 * The answer may be lost after OSS has stored the object. There was none before, so one with the same bytes is this one.
 * @throws the fault of the call, if there is no such object.
 */
async function orStored(
  fault: unknown,
  key: string,
  reader: BodyReader,
  { bucket }: PutContext,
): Promise<{ crc64: string }> {
  const stored = reader.isDone() ? await bucket.head(key) : undefined
  if (stored?.size !== reader.size() || stored.crc64 !== reader.crc64()) throw fault
  return { crc64: stored.crc64 }
}

async function send(
  { key, route }: Place,
  reader: BodyReader,
  { type, filename, metadata = {}, overwrite = false, signal }: PutOptions,
  context: PutContext,
): Promise<NewFile> {
  const head = (await reader.peek(INSPECTED_BYTES)).subarray(0, INSPECTED_BYTES)
  if (head.length === 0 && route.minSize > 0) throw new Fault('file-empty')
  const refused = judgeContent(head, type)
  if (refused) throw new Fault('content-refused', { type: refused, declaredType: type })
  const dimensions = dimensionsOf(head, type)
  const sent = context.putObject({
    ...settingsOf({ type, name: filename }, route),
    contentType: contentTypeOf(type, charsetOfText(head, type)),
    metadata: metadataHeaders(metadata),
    key,
    overwrite,
    dimensions,
    size: reader.length,
    body: reader.chunks(),
    signal,
  })
  const outcome = overwrite ? await sent : await sent.catch((fault) => orStored(fault, key, reader, context))
  if (outcome === 'exists') throw new Fault('already-exists')
  const crc64 = reader.crc64()
  if (outcome.crc64 !== crc64) {
    await context.bucket.remove(key)
    throw new Fault('stored-differs', { crc64: outcome.crc64, expectedCrc64: crc64 })
  }
  return describeFile({ key, name: filename, type }, { size: reader.size(), crc64, dimensions }, route, context)
}
