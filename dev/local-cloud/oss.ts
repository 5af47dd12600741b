import { keyOf } from './address'
import { authenticate } from './auth/authenticate'
import type { Cloud, Exchange } from './cloud'
import { corsHeaders, preflight } from './cors'
import { errorXml, OssError, ossError } from './errors'
import { type Clock, type CloudAnswer, type CloudRequest, EMPTY, type Reply, splitTarget } from './exchange'
import { ConnectionReset, cutBody, delay, type Fault } from './faults'
import { noteOss } from './note'
import { operationOf } from './operation'
import { copyObject } from './operations/copy-object'
import { deleteObject } from './operations/delete-object'
import { getObject, headObject } from './operations/get-object'
import { postObject } from './operations/post-object'
import { putObject } from './operations/put-object'

/** OSS: one request on the bucket, from the line to the answer. Knows no sockets. */
export async function handleOss(cloud: Cloud, request: CloudRequest, clock: Clock): Promise<Reply> {
  const { query } = splitTarget(request.target)
  const exchange: Exchange = {
    cloud,
    request,
    now: clock() + cloud.faults.clockShift,
    requestId: cloud.random(12).toString('hex').toUpperCase(),
    query,
    key: '',
    principal: { kind: 'anonymous' },
    via: 'none',
    faults: [],
  }
  const { reply, operation, error } = await answerTo(exchange)
  noteOss(exchange, operation, reply, error)
  return reply
}

interface Outcome {
  reply: Reply
  operation: string
  error?: OssError
}

async function answerTo(exchange: Exchange): Promise<Outcome> {
  let operation = 'Unknown'
  try {
    const { cloud, request, query } = exchange
    const key = keyOf(request.headers.host, splitTarget(request.target).path, cloud.bucket, cloud.region)
    operation = operationOf(request, query, key)
    const faults = cloud.faults.take(operation)
    await delay(faults, cloud.closing)
    refuse(faults)
    const faulty = { ...request, body: cutBody(request.body, faults) }
    const running: Exchange = Object.assign(exchange, { key, faults, request: faulty })
    const answer = await run(running, operation)
    if (faults.some(({ kind }) => kind === 'lose-answer')) return { reply: 'reset', operation }
    return { reply: withOssHeaders(exchange, answer), operation }
  } catch (thrown) {
    if (thrown instanceof ConnectionReset || isAborted(thrown)) return { reply: 'reset', operation }
    const error = thrown instanceof OssError ? thrown : ossError('InternalError', String(thrown))
    return { reply: withOssHeaders(exchange, errorAnswer(exchange, error)), operation, error }
  }
}

function refuse(faults: readonly Fault[]): void {
  for (const fault of faults) {
    if (fault.kind !== 'answer') continue
    throw new OssError(fault.code, fault.status, fault.message ?? `${fault.code} was asked for.`)
  }
}

async function run(exchange: Exchange, operation: string): Promise<CloudAnswer> {
  switch (operation) {
    case 'Options':
      return preflight(exchange.request.headers)
    case 'PostObject':
      return postObject(exchange)
    case 'MethodNotAllowed':
      throw ossError('MethodNotAllowed', 'The specified method is not allowed against this resource.')
    case 'NotImplemented':
      throw ossError('NotImplemented', 'The local cloud does not have this operation.')
    default:
      return runSigned(exchange, operation)
  }
}

async function runSigned(exchange: Exchange, operation: string): Promise<CloudAnswer> {
  const { cloud, request, key, query, now } = exchange
  const { method, headers } = request
  const verifier = { ring: cloud.ring, region: cloud.region, now }
  Object.assign(exchange, authenticate(verifier, { method, bucket: cloud.bucket, key, query, headers }))
  switch (operation) {
    case 'PutObject':
      return putObject(exchange)
    case 'CopyObject':
      return copyObject(exchange)
    case 'HeadObject':
      return headObject(exchange)
    case 'DeleteObject':
      return deleteObject(exchange)
    default:
      return getObject(exchange)
  }
}

/** HEAD and 304 have no body: there the XML travels in a header, as base64. */
function errorAnswer(exchange: Exchange, error: OssError): CloudAnswer {
  const { cloud, request, requestId } = exchange
  const hostId = request.headers.host ?? `${cloud.bucket}.oss-${cloud.region}.aliyuncs.com`
  const xml = errorXml(error, requestId, hostId)
  const ec: Record<string, string> = error.ec === undefined ? {} : { 'x-oss-ec': error.ec }
  if (request.method === 'HEAD' || error.status === 304) {
    return { status: error.status, headers: { ...ec, 'x-oss-err': xml.toString('base64') }, body: EMPTY }
  }
  return { status: error.status, headers: { ...ec, 'Content-Type': 'application/xml' }, body: xml }
}

function withOssHeaders({ requestId, request, now }: Exchange, answer: CloudAnswer): CloudAnswer {
  const headers: Record<string, string> = {
    Server: 'AliyunOSS',
    Date: new Date(now).toUTCString(),
    ...answer.headers,
    ...corsHeaders(request.headers.origin),
    'x-oss-request-id': requestId,
    'x-oss-server-time': '1',
  }
  const bodiless = request.method === 'HEAD' || answer.status === 204 || answer.status === 304
  if (!bodiless && answer.body instanceof Uint8Array) headers['Content-Length'] = `${answer.body.length}`
  return { ...answer, headers }
}

/** The client went away in the middle of its body; nobody is left to answer. */
function isAborted(thrown: unknown): boolean {
  const codes: unknown[] = ['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE']
  return thrown instanceof Error && 'code' in thrown && codes.includes(thrown.code)
}
