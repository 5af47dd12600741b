import { PUBLIC_KEY_PATH } from './callback/send'
import type { Cloud } from './cloud'
import { type Clock, type CloudAnswer, type CloudRequest, parseQuery, type Reply, splitTarget } from './exchange'
import { ConnectionReset, cutBody, delay } from './faults'
import { assumeRole } from './sts/assume-role'
import { StsError, stsError } from './sts/errors'
import { type Nonces, verifyAcs3 } from './sts/verify'

/** STS, and the public key that callbacks are verified with. Knows no sockets. */
export async function handleServices(
  cloud: Cloud,
  nonces: Nonces,
  request: CloudRequest,
  clock: Clock,
): Promise<Reply> {
  if (request.method === 'GET' && request.target === PUBLIC_KEY_PATH) return publicKey(cloud)
  const now = clock() + cloud.faults.clockShift
  const requestId = cloud
    .random(16)
    .toString('hex')
    .toUpperCase()
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  const operation = request.headers['x-acs-action'] ?? 'Unknown'
  const outcome = await answerTo(cloud, nonces, request, now, requestId)
  cloud.journal.add({
    time: now,
    service: 'sts',
    operation,
    method: request.method,
    key: '',
    who: outcome.error?.code === 'InvalidAccessKeyId.NotFound' ? 'anonymous' : 'user',
    via: 'header',
    accessKeyId: /Credential=([^,]*)/.exec(request.headers.authorization ?? '')?.[1] ?? '',
    status: outcome.reply === 'reset' ? 0 : outcome.reply.status,
    code: outcome.error?.code ?? '',
    message: outcome.error?.message ?? '',
    userAgent: request.headers['user-agent'] ?? '',
    requestId,
  })
  return outcome.reply
}

async function answerTo(
  cloud: Cloud,
  nonces: Nonces,
  request: CloudRequest,
  now: number,
  requestId: string,
): Promise<{ reply: Reply; error?: StsError }> {
  const faults = cloud.faults.take(request.headers['x-acs-action'] ?? 'Unknown')
  try {
    await delay(faults, cloud.closing)
    const refusal = faults.find((fault) => fault.kind === 'answer')
    if (refusal) throw new StsError(refusal.code, refusal.status, refusal.message ?? `${refusal.code} was asked for.`)
    const body = await readBody(cutBody(request.body, faults))
    const result = runSts(cloud, nonces, request, body, now)
    if (faults.some(({ kind }) => kind === 'lose-answer' || kind === 'reset-after')) return { reply: 'reset' }
    return { reply: jsonAnswer(200, { RequestId: requestId, ...result }, now) }
  } catch (thrown) {
    if (thrown instanceof ConnectionReset) return { reply: 'reset' }
    const error = thrown instanceof StsError ? thrown : stsError('InternalError', String(thrown))
    const { code, message, status } = error
    const content = { RequestId: requestId, HostId: request.headers.host ?? '', Code: code, Message: message }
    return { reply: jsonAnswer(status, content, now), error }
  }
}

function runSts(cloud: Cloud, nonces: Nonces, request: CloudRequest, body: Buffer, now: number) {
  const { path, query } = splitTarget(request.target)
  verifyAcs3(cloud.ring.account, nonces, { ...request, path, query }, body, now)
  if (request.headers['x-acs-version'] !== '2015-04-01') {
    throw stsError('InvalidVersion', 'Specified parameter Version is not valid.')
  }
  if (request.headers['x-acs-action'] !== 'AssumeRole') {
    throw stsError('InvalidAction.NotFound', 'Specified api is not found, please check your url and method.')
  }
  // Clients may send the parameters as a form instead; there a space is a plus.
  const form = parseQuery(body.toString('utf8').replaceAll('+', '%20'))
  return assumeRole(cloud.ring, cloud.rolePolicy, cloud.random, new Map([...query, ...form]), now)
}

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

function publicKey({ callbacks }: Cloud): CloudAnswer {
  const body = Buffer.from(callbacks.publicKey)
  return { status: 200, headers: { 'Content-Type': 'text/plain', 'Content-Length': `${body.length}` }, body }
}

function jsonAnswer(status: number, content: object, now: number): CloudAnswer {
  const body = Buffer.from(JSON.stringify(content))
  const headers = {
    Date: new Date(now).toUTCString(),
    'Content-Type': 'application/json;charset=utf-8',
    'Content-Length': `${body.length}`,
  }
  return { status, headers, body }
}
