import type { Cloud } from '../cloud/cloud'
import { ConnectionReset, delay, faultyAnswer, faultyBody } from '../faults/faulty-bytes'
import { type CloudRequest, parseQuery, type Query, type Reply, splitTarget } from '../http/exchange'
import type { XmlContent } from '../http/write-xml'
import { type AnswerFormat, stsAnswer, stsErrorAnswer } from './answer'
import { assumeRole } from './assume-role'
import type { Caller } from './caller'
import { callerIdentity } from './caller-identity'
import { StsError, stsError } from './errors'
import type { Nonces } from './signature/nonces'
import { verifyAcs3 } from './signature/verify-acs3'
import { verifyRpc } from './signature/verify-rpc'
import type { Throttle } from './throttle'

/** What STS keeps between calls. */
export interface StsMemory {
  nonces: Nonces
  throttle: Throttle
}

/** One call of STS, with what is known about it so far. */
interface StsExchange {
  cloud: Cloud
  memory: StsMemory
  request: CloudRequest
  now: number
  requestId: string
  operation: string
  format: AnswerFormat
  caller: Caller | undefined
}

/** Handles AssumeRole and GetCallerIdentity, signed with ACS3 or as an RPC. It uses no sockets. */
export async function handleSts(cloud: Cloud, memory: StsMemory, request: CloudRequest, now: number): Promise<Reply> {
  const requestId = cloud
    .random(16)
    .toString('hex')
    .toUpperCase()
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  // An RPC names its action in its parameters. Its client may send the headers `x-acs-action` and `x-acs-version` too,
  // which the signature does not cover.
  const operation = (isAcs3(request) && request.headers['x-acs-action']) || ''
  const format = isAcs3(request) ? 'JSON' : 'XML'
  const exchange: StsExchange = { cloud, memory, request, now, requestId, operation, format, caller: undefined }
  const { reply, rule, error } = await answerTo(exchange)
  addToJournal(exchange, reply, error?.message ?? rule, error)
  return reply
}

interface Outcome {
  reply: Reply
  /** The rule that allowed the call, or the reason why it was cut. */
  rule: string
  error?: StsError
}

async function answerTo(exchange: StsExchange): Promise<Outcome> {
  const { cloud, request, requestId } = exchange
  try {
    const { path, query } = splitTarget(request.target)
    chooseFormat(exchange, query)
    // An RPC may name its action in the body, which has to be read before the faults are known.
    const early = exchange.operation || query.get('Action')
    const faults = early === undefined ? [] : cloud.faults.take(early)
    await delay(faults, cloud.closing)
    const body = await readBody(faultyBody(request.body, faults, cloud.closing))
    const parameters = new Map([...query, ...parseForm(body)])
    chooseFormat(exchange, parameters)
    exchange.operation ||= parameters.get('Action') ?? 'Unknown'
    const all = early === undefined ? cloud.faults.take(exchange.operation) : faults
    if (early === undefined) await delay(all, cloud.closing)
    refuse(all)
    const result = run(exchange, { ...request, path, query }, parameters, body)
    const cutting = all.find(({ kind }) => kind === 'lose-answer' || kind === 'reset-after')
    if (cutting) return { reply: 'reset', rule: `fault: ${cutting.kind}` }
    const reply = faultyAnswer(stsAnswer(exchange, { RequestId: requestId, ...result }), all)
    const isAssuming = exchange.operation === 'AssumeRole'
    return { reply, rule: isAssuming ? 'role trusts the user, and the user may assume it' : 'anyone may call it' }
  } catch (thrown) {
    if (thrown instanceof ConnectionReset) return { reply: 'reset', rule: 'the client disconnected' }
    const error = thrown instanceof StsError ? thrown : stsError('InternalError', String(thrown))
    return { reply: stsErrorAnswer(exchange, error), rule: '', error }
  }
}

/** `Format` of an RPC; XML is the default, which the Java SDK relies on. */
function chooseFormat(exchange: StsExchange, parameters: Query): void {
  const format = parameters.get('Format')
  if (format !== undefined && !isAcs3(exchange.request)) exchange.format = /^json$/i.test(format) ? 'JSON' : 'XML'
}

function refuse(faults: ReturnType<Cloud['faults']['take']>): void {
  const refusal = faults.find((fault) => fault.kind === 'answer')
  if (refusal) throw new StsError(refusal.code, refusal.status, refusal.message ?? `Injected fault: ${refusal.code}.`)
}

function run(
  exchange: StsExchange,
  request: CloudRequest & { path: string; query: Query },
  parameters: Query,
  body: Buffer,
): Record<string, XmlContent> {
  const { cloud, memory, now } = exchange
  const caller = isAcs3(request)
    ? verifyAcs3(cloud.ring, memory.nonces, request, body, now)
    : verifyRpc(cloud.ring, memory.nonces, request.method, parameters, now)
  exchange.caller = caller
  memory.throttle(cloud.settings.assumeRolePerSecond, now)
  const version = isAcs3(request) ? request.headers['x-acs-version'] : parameters.get('Version')
  if (version !== '2015-04-01') throw stsError('InvalidVersion', 'Specified parameter Version is not valid.')
  const { ring, role, random } = cloud
  switch (exchange.operation) {
    case 'AssumeRole':
      return assumeRole({ ring, role, random, caller, query: parameters, now })
    case 'GetCallerIdentity':
      return callerIdentity(caller, ring.account.roleArn)
    default:
      throw stsError('InvalidAction.NotFound', 'Specified api is not found, please check your url and method.')
  }
}

/** Otherwise it is an RPC, with its signature in the parameters. */
const isAcs3 = ({ headers }: CloudRequest): boolean => headers.authorization !== undefined

/** In a form, a plus means a space. */
const parseForm = (body: Buffer): Query => parseQuery(body.toString('utf8').replaceAll('+', '%20'))

const MAX_BODY_BYTES = 64 * 1024

async function readBody(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) throw stsError('InvalidParameter.PolicySize', 'The request is too large.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function addToJournal(exchange: StsExchange, reply: Reply, rule: string, error: StsError | undefined): void {
  const { cloud, request, now, requestId, operation, caller } = exchange
  cloud.journal.add({
    time: now,
    service: 'sts',
    operation: operation || 'Unknown',
    method: request.method,
    bucket: '',
    key: '',
    who: caller?.kind ?? 'anonymous',
    via: isAcs3(request) ? 'header' : 'form',
    accessKeyId: caller?.accessKeyId ?? /Credential=([^,]*)/.exec(request.headers.authorization ?? '')?.[1] ?? '',
    rule,
    status: reply === 'reset' ? 0 : reply.status,
    code: error?.code ?? '',
    ec: '',
    message: error?.message ?? '',
    userAgent: request.headers['user-agent'] ?? '',
    requestId,
  })
}
