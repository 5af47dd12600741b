import type { Exchange } from '../cloud/cloud'
import { openImage } from '../image/open-image'
import { OssError, ossError } from '../oss/errors'
import type { ObjectRecord } from '../store/record'
import type { CallbackAnswer } from './send'
import type { CallbackSpec } from './spec'
import { type CallbackVariables, fillTemplate } from './template'

const MAX_ANSWER_BYTES = 1024 * 1024

/** The operations that can send a callback. */
export type CallingOperation = 'PutObject' | 'PostObject' | 'CompleteMultipartUpload'

export interface CallbackRequest {
  spec: CallbackSpec
  /** Custom variables: `x:name` → value. Other names are skipped. */
  custom: ReadonlyMap<string, string>
  operation: CallingOperation
}

/**
 * Sends the callback for a stored object to the application's server, whose JSON becomes the uploader's answer.
 * @throws OssError `CallbackFailed` (203) if no URL gives an acceptable answer; the object stays
 */
export async function callBack(
  exchange: Exchange,
  { spec, custom, operation }: CallbackRequest,
  record: ObjectRecord,
): Promise<Buffer> {
  if (exchange.faults.some(({ kind }) => kind === 'drop-callback')) throw failed('Error status : 502.')
  const variables = {
    ...Object.fromEntries([...custom].filter(([name]) => name.startsWith('x:'))),
    ...objectVariables(exchange, record, operation),
    ...(spec.bodyTemplate.includes('${imageInfo.') && (await imageVariables(exchange, record))),
  }
  const body = fillTemplate(spec, variables)
  let failure = failed('Error status : 502.')
  for (const url of spec.urls) {
    try {
      return await call(exchange, spec, url, body)
    } catch (error) {
      failure = error instanceof OssError ? error : failed(error instanceof Error ? error.message : String(error))
    }
  }
  throw failure
}

async function call(exchange: Exchange, spec: CallbackSpec, url: URL, body: string): Promise<Buffer> {
  const { cloud, bucket, requestId } = exchange
  const { host, sni, bodyType: contentType } = spec
  let status = 0
  let problem = 'no answer'
  try {
    const answer = await cloud.callbacks.send({ url, host, sni, bucket: bucket.name, requestId, contentType, body })
    status = answer.status
    problem = problemOf(answer)
    if (problem) throw failed(problem)
    return answer.body
  } finally {
    addCallbackToJournal(exchange, spec, url, status, problem)
  }
}

/** Empty if OSS accepts the answer. */
function problemOf({ status, headers, body }: CallbackAnswer): string {
  if (status !== 200) return `Error status : ${status}.`
  const length = headers['content-length']
  if (length === undefined || Number(length) > MAX_ANSWER_BYTES) {
    return 'Error status : 400.User server return too long content-length value.'
  }
  return isJson(body) ? '' : 'Response body is not valid json format.'
}

/** With a byte order mark it is not JSON, both for JSON.parse and for OSS. */
function isJson(body: Buffer): boolean {
  try {
    JSON.parse(body.toString('utf8'))
    return true
  } catch {
    return false
  }
}

function addCallbackToJournal(
  exchange: Exchange,
  { sni }: CallbackSpec,
  url: URL,
  status: number,
  problem: string,
): void {
  const { cloud, bucket, now, requestId } = exchange
  cloud.journal.add({
    time: now,
    service: 'callback',
    operation: 'Callback',
    method: 'POST',
    bucket: bucket.name,
    key: url.href,
    who: 'anonymous',
    via: 'none',
    accessKeyId: '',
    rule: `${problem || 'accepted'}${sni ? ', SNI sent' : ''}`,
    status,
    code: problem && 'CallbackFailed',
    ec: problem && failureEc(problem),
    message: problem,
    userAgent: 'aliyun-oss-callback',
    requestId,
  })
}

const failed = (reason: string): OssError => ossError('CallbackFailed', reason, { ec: failureEc(reason) })

/** https://help.aliyun.com/en/oss/user-guide/0007-00000205; 0007-00000203 is for a status other than 200. */
const failureEc = (reason: string): string => (reason.startsWith('Response body') ? '0007-00000205' : '0007-00000203')

function objectVariables(
  { bucket, request, requestId }: Exchange,
  record: ObjectRecord,
  operation: CallingOperation,
): CallbackVariables {
  return {
    bucket: bucket.name,
    object: record.key,
    etag: record.etag,
    size: record.size,
    mimeType: record.headers['Content-Type'] ?? '',
    crc64: record.crc64,
    contentMd5: record.contentMd5,
    vpcId: '',
    clientIp: request.clientIp,
    reqId: requestId,
    operation,
  }
}

async function imageVariables({ bucket }: Exchange, record: ObjectRecord): Promise<CallbackVariables> {
  const image = await openImage(bucket.store.path(record)).catch(() => undefined)
  if (!image) throw ossError('CallbackFailed', 'Get image info failed.')
  const { width, height, format } = image.info
  return { 'imageInfo.width': width, 'imageInfo.height': height, 'imageInfo.format': format }
}
