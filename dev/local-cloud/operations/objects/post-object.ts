import { authenticateForm } from '../../auth/form-signature'
import { permit } from '../../auth/policy/permit'
import { callBack } from '../../callback/call-back'
import { type CallbackSpec, parseCallback } from '../../callback/spec'
import type { Exchange } from '../../cloud/cloud'
import { paced } from '../../faults/faulty-bytes'
import type { CloudAnswer } from '../../http/exchange'
import { notImplemented, ossError } from '../../oss/errors'
import { parseTrafficLimit, TRAFFIC_LIMIT } from '../../oss/traffic-limit'
import { digested } from '../../post/digested'
import { nameFields } from '../../post/field-names'
import { type Form, readForm } from '../../post/form-fields'
import { boundaryOf } from '../../post/multipart-form'
import { parsePolicy } from '../../post/policy'
import { checkPolicy, type SizeRange } from '../../post/policy-check'
import { successAnswer } from '../../post/success'
import type { ObjectRecord } from '../../store/record'
import { versionHeader } from '../../versions/find-version'
import { aclContext, checkPublicAcl } from '../acl/check-acl'
import { checkKey, type ObjectSettings, objectSettings } from './object-settings'
import { refuseExisting, storeObject } from './store-object'

/** https://help.aliyun.com/en/oss/developer-reference/postobject. Every check that does not need the file runs before it is read. */
export async function postObject(exchange: Exchange): Promise<CloudAnswer> {
  const boundary = boundaryOf(exchange.request.headers['content-type'])
  if (boundary === undefined) {
    throw ossError('RequestIsNotMultiPartContent', 'Bucket POST must be of the enclosure-type multipart/form-data.')
  }
  const body = digested(exchange.request)
  const form = await namedForm(exchange, body.chunks, boundary)
  const literalKey = form.fields.get('key')
  if (literalKey === undefined) throw missingKey()
  exchange.key = literalKey
  const range = authorize(exchange, form)
  const key = literalKey.replaceAll(FILE_NAME, () => form.fileName)
  exchange.key = key
  checkKey(key)
  if (form.fields.has('x-oss-tagging')) throw notImplemented('x-oss-tagging in a form')
  const settings = settingsOf(form)
  const replaced = await exchange.bucket.store.find(key)
  const context = aclContext(form.fields)
  permit(exchange, { action: 'oss:PutObject', key, access: 'write', record: replaced, context })
  checkPublicAcl(exchange, settings.acl, 'object')
  const callback = form.fields.get('callback')
  const spec = callback === undefined ? undefined : parseCallback(callback)
  await refuseExisting(exchange, settings)
  const record = await storeFile(exchange, form, settings, range, body.check)
  return answer(exchange, form, record, spec)
}

/** The form under its documented field names; the file comes at the rate of the field `x-oss-traffic-limit`. */
async function namedForm({ cloud }: Exchange, chunks: AsyncIterable<Uint8Array>, boundary: string): Promise<Form> {
  const sent = await readForm(chunks, boundary)
  const fields = nameFields(sent.fields, cloud.settings.extraFields)
  const limit = parseTrafficLimit(fields.get(TRAFFIC_LIMIT))
  return { ...sent, fields, file: limit === undefined ? sent.file : paced(sent.file, limit, cloud.closing) }
}

/** `${filename}` in a key is replaced only after the policy has been checked. */
const FILE_NAME = /\$\{filename\}/g

/** Checks the signature, then the policy. Returns the sizes that the policy allows. */
function authorize(exchange: Exchange, form: Form): SizeRange {
  const { cloud, bucket, now } = exchange
  const signed = authenticateForm({ ring: cloud.ring, region: cloud.region, now }, form.fields)
  if (!signed) return { min: 0, max: Number.POSITIVE_INFINITY }
  exchange.principal = signed.signer
  exchange.via = 'form'
  return checkPolicy(parsePolicy(signed.policy), form, bucket.name, cloud.settings.extraFields, now)
}

/** `x-oss-content-type` overrides the field `Content-Type`, which overrides the file part's header. */
function settingsOf({ fields, fileType }: Form): ObjectSettings {
  const named = new Map([...fields].map(([name, value]) => [name.toLowerCase(), value]))
  const type = fields.get('x-oss-content-type') ?? fields.get('Content-Type') ?? fileType ?? 'application/octet-stream'
  return objectSettings(named, type)
}

/** A form may have at most 5 GB, whatever its policy says. */
const MAX_BYTES = 5 * 1024 ** 3

async function storeFile(
  exchange: Exchange,
  form: Form,
  settings: ObjectSettings,
  { min, max }: SizeRange,
  check: () => Promise<void>,
): Promise<ObjectRecord> {
  const { cloud, bucket } = exchange
  const received = await bucket.store.receive(form.file, (size) => {
    if (size > Math.min(max, MAX_BYTES)) throw tooLarge(size, Math.min(max, MAX_BYTES))
  })
  try {
    if (received.size < min) throw tooSmall(received.size, min)
    await check()
  } catch (error) {
    await bucket.store.discard(received)
    throw error
  }
  // The ETag of a posted object is not its MD5 in OSS, so clients must not rely on that.
  return storeObject(exchange, received, { etag: cloud.random(16).toString('hex').toUpperCase() }, settings)
}

function tooLarge(proposed: number, allowed: number): Error {
  return ossError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size.', {
    details: { ProposedSize: `${proposed}`, MaxSizeAllowed: `${allowed}` },
  })
}

function tooSmall(proposed: number, needed: number): Error {
  return ossError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size.', {
    details: { ProposedSize: `${proposed}`, MinSizeAllowed: `${needed}` },
  })
}

async function answer(
  exchange: Exchange,
  form: Form,
  record: ObjectRecord,
  spec: CallbackSpec | undefined,
): Promise<CloudAnswer> {
  if (!spec) return successAnswer(exchange, form.fields, record)
  const body = await callBack(exchange, { spec, custom: form.fields, operation: 'PostObject' }, record)
  const headers = { ...versionHeader(exchange.bucket, record), 'Content-Type': 'application/json' }
  return { status: 200, headers, body }
}

function missingKey(): Error {
  const message =
    "Bucket POST must contain a field named 'key'. If it is specified, please check the order of the fields."
  return ossError('InvalidArgument', message, { details: { ArgumentName: 'key', ArgumentValue: '' } })
}
