import { authenticate } from '../auth/authenticate'
import type { Bucket } from '../bucket/bucket'
import type { Cloud, Exchange } from '../cloud/cloud'
import { preflight } from '../cors/judge'
import type { Fault } from '../faults/faults'
import { ConnectionReset, delay, faultyAnswer, faultyBody, paced } from '../faults/faulty-bytes'
import { type Clock, type CloudAnswer, type CloudRequest, type Reply, splitTarget } from '../http/exchange'
import { runDueLifecycle } from '../lifecycle/run-due'
import { OPERATIONS } from '../operations/operations'
import { boundaryOf } from '../post/multipart-form'
import { addToJournal } from './add-to-journal'
import { type Address, addressesOf, noSuchBucket, refusePublicEndpoint } from './address'
import { errorAnswer, withOssHeaders } from './answer'
import { notImplemented, OssError, ossError } from './errors'
import { type Level, type OssOperation, operationOf, SUBRESOURCES } from './operation'
import { trafficLimit } from './traffic-limit'

/**
 * Handles one OSS request, from the request line to the answer. It uses no sockets.
 * @param bound the bucket that the cloud's own address is bound to, as to a custom domain
 */
export async function handleOss(
  cloud: Cloud,
  request: CloudRequest,
  clock: Clock,
  bound: Bucket = cloud.defaultBucket,
): Promise<Reply> {
  const { path, query } = splitTarget(request.target)
  const exchange: Exchange = {
    cloud,
    request,
    now: clock() + cloud.faults.clockShift,
    requestId: cloud.random(12).toString('hex').toUpperCase(),
    query,
    bucket: bound,
    bucketName: bound.name,
    isPathStyle: false,
    key: '',
    principal: { kind: 'anonymous' },
    via: 'none',
    rule: '',
    faults: [],
  }
  await runDueLifecycle(cloud, exchange.now)
  const { reply, operation, error } = await answerTo(exchange, path, bound)
  addToJournal(exchange, operation, reply, error)
  return reply
}

interface Outcome {
  reply: Reply
  operation: string
  error?: OssError
}

async function answerTo(exchange: Exchange, path: string, bound: Bucket): Promise<Outcome> {
  let operation = 'Unknown'
  try {
    const { cloud, request, query } = exchange
    const address = chooseAddress(exchange, addressesOf(request.headers.host, path, cloud, bound))
    const level = take(exchange, address)
    const requested = operationOf(request, query, level)
    operation = requested
    if (!address.bucket && level !== 'service' && requested !== 'PutBucket') throw noSuchBucket(address.name)
    const faults = cloud.faults.take(requested)
    Object.assign(exchange, { faults })
    await delay(faults, cloud.closing)
    refuse(faults)
    if (cloud.settings.forbidPublicEndpoint && (level === 'object' || requested === 'PostObject')) {
      refusePublicEndpoint(request.headers.host, cloud.region)
    }
    const body = faults.length > 0 ? faultyBody(request.body, faults, cloud.closing) : request.body
    Object.assign(exchange, { request: { ...request, body } })
    const answer = await runAtLimit(exchange, requested, address)
    if (faults.some(({ kind }) => kind === 'lose-answer')) return cut(exchange, operation)
    return { reply: faultyAnswer(withOssHeaders(exchange, answer), faults), operation }
  } catch (thrown) {
    if (thrown instanceof ConnectionReset || isAborted(thrown)) return cut(exchange, operation)
    const error = thrown instanceof OssError ? thrown : ossError('InternalError', String(thrown))
    return { reply: withOssHeaders(exchange, errorAnswer(exchange, error)), operation, error }
  }
}

/** Writes the address into the exchange. */
function take(exchange: Exchange, { bucket = exchange.bucket, name, key, isPathStyle }: Address): Level {
  Object.assign(exchange, { bucket, bucketName: name, key, isPathStyle })
  if (name === '') return 'service'
  return key === '' ? 'bucket' : 'object'
}

/** The connection is cut: by an injected fault, or by the client. */
function cut(exchange: Exchange, operation: string): Outcome {
  const kinds = exchange.faults.map(({ kind }) => kind)
  exchange.rule = kinds.length > 0 ? `fault: ${kinds.join(', ')}` : 'the client disconnected'
  return { reply: 'reset', operation }
}

/** The address that the signature fits. If it fits none, the first address reports the error. */
function chooseAddress(exchange: Exchange, addresses: Address[]): Address {
  const [first, ...others] = addresses
  if (!first) throw ossError('InternalError', 'The request has no address.')
  if (others.length === 0) return first
  // The signature of a form covers neither bucket nor key. Nothing else is posted to a path without a query.
  const inPath = addresses.find(({ isPathStyle, key }) => isPathStyle && key === '')
  if (inPath && isForm(exchange)) return inPath
  return addresses.find((address) => isSignedFor(exchange, address)) ?? first
}

const isForm = ({ request, query }: Exchange): boolean =>
  request.method === 'POST' && query.size === 0 && boundaryOf(request.headers['content-type']) !== undefined

function isSignedFor(exchange: Exchange, address: Address): boolean {
  try {
    identifyCaller(exchange, address)
    return true
  } catch {
    return false
  }
}

function identifyCaller({ cloud, request, query, now }: Exchange, { name, key }: Address) {
  const { method, headers } = request
  const verifier = { ring: cloud.ring, region: cloud.region, now }
  return authenticate(verifier, { method, bucket: name, key, query, headers })
}

function refuse(faults: readonly Fault[]): void {
  for (const fault of faults) {
    if (fault.kind !== 'answer') continue
    const { code, status, message = `Injected fault: ${code}.`, headers = {} } = fault
    throw new OssError(code, status, message, { headers, rule: `fault: ${fault.kind}` })
  }
}

type Requested = ReturnType<typeof operationOf>

/** Both directions hold to `x-oss-traffic-limit`. */
async function runAtLimit(exchange: Exchange, operation: Requested, address: Address): Promise<CloudAnswer> {
  const { cloud, request, query } = exchange
  const limit = trafficLimit(request, query)
  if (limit === undefined) return run(exchange, operation, address)
  const body = paced(request.body, limit, cloud.closing)
  const answer = await run(Object.assign(exchange, { request: { ...request, body } }), operation, address)
  return answer.body instanceof Uint8Array ? answer : { ...answer, body: paced(answer.body, limit, cloud.closing) }
}

async function run(exchange: Exchange, operation: Requested, address: Address): Promise<CloudAnswer> {
  switch (operation) {
    case 'Options': {
      const { answer, rule } = preflight(exchange.bucket.settings.cors, exchange.request.headers)
      exchange.rule = rule
      return answer
    }
    case 'MethodNotAllowed':
      throw ossError('MethodNotAllowed', 'The specified method is not allowed against this resource.')
    case 'NotImplemented':
      throw notImplemented(operationText(exchange, address))
    default:
      // A form has its signature in its fields; a signature in header or URL is ignored.
      if (operation !== 'PostObject') Object.assign(exchange, identifyCaller(exchange, address))
      return OPERATIONS[operation satisfies OssOperation](exchange)
  }
}

/** Names what is missing by its method and sub-resources, as the documentation of OSS writes it: `PUT /?policy`. */
function operationText({ request, query }: Exchange, { key }: Address): string {
  const names = [...query.keys()].filter((name) => SUBRESOURCES.has(name))
  return `${request.method} /${key === '' ? '' : 'ObjectName'}${names.length > 0 ? `?${names.join('&')}` : ''}`
}

/** Whether the client disconnected in the middle of its body, so that no answer is needed. */
function isAborted(thrown: unknown): boolean {
  const codes: unknown[] = ['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE']
  return thrown instanceof Error && 'code' in thrown && codes.includes(thrown.code)
}
