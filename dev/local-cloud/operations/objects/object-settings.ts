import { notImplemented, type OssError, ossError } from '../../oss/errors'
import { OBJECT_ACLS, type ObjectAcl, type ObjectDraft } from '../../store/record'
import { checkHeaderValue } from '../check-header-value'
import { parseTagHeader } from '../tagging/tags'

/** The settings of a new object, from headers of PutObject and CopyObject or from fields of PostObject. */
export interface ObjectSettings extends ObjectDraft {
  forbidOverwrite: boolean
}

/** GetObject and HeadObject return these headers unchanged. */
const KEPT_HEADERS = ['Cache-Control', 'Content-Disposition', 'Content-Encoding', 'Content-Language', 'Expires']
const STORAGE_CLASSES = ['Standard', 'IA', 'Archive', 'ColdArchive', 'DeepColdArchive']
/** The encryptions with keys that OSS itself manages. */
const ENCRYPTIONS = ['AES256', 'SM4']
const META_PREFIX = 'x-oss-meta-'
/** Limit for names and values together: https://help.aliyun.com/en/oss/user-guide/0011-00000002 */
const MAX_META_BYTES = 8 * 1024

/** `named` has lower-case names. @throws OssError if OSS refuses a value */
export function objectSettings(named: ReadonlyMap<string, string>, contentType: string): ObjectSettings {
  const encryption = parseEncryption(named)
  const tags = parseTagHeader(named.get('x-oss-tagging'))
  const headers: Record<string, string> = { 'Content-Type': contentType }
  for (const name of KEPT_HEADERS) {
    const value = named.get(name.toLowerCase())
    if (value !== undefined) headers[name] = value
  }
  for (const [name, value] of Object.entries(headers)) checkHeaderValue(name, value)
  return {
    acl: parseAcl(named.get('x-oss-object-acl')),
    storageClass: parseStorageClass(named.get('x-oss-storage-class')),
    forbidOverwrite: parseForbidOverwrite(named.get('x-oss-forbid-overwrite')),
    headers,
    meta: parseMeta(named),
    ...(Object.keys(tags).length > 0 && { tags }),
    ...(encryption !== undefined && { encryption }),
  }
}

/** @throws OssError for an unknown encryption, and for those with a key of KMS */
function parseEncryption(named: ReadonlyMap<string, string>): string | undefined {
  const wanted = named.get('x-oss-server-side-encryption')
  const needsKms = ['x-oss-server-side-encryption-key-id', 'x-oss-server-side-data-encryption'].find((name) =>
    named.has(name),
  )
  if (wanted === 'KMS') throw notImplemented('x-oss-server-side-encryption: KMS')
  if (needsKms) throw notImplemented(needsKms)
  if (wanted === undefined || ENCRYPTIONS.includes(wanted)) return wanted
  throw ossError('InvalidEncryptionAlgorithmError', 'The Encryption request you specified is not valid.')
}

/** The header of answers about an encrypted object. */
export const encryptionHeader = ({ encryption }: Pick<ObjectDraft, 'encryption'>): Record<string, string> =>
  encryption === undefined ? {} : { 'x-oss-server-side-encryption': encryption }

/** An empty value means none, as SDKs send it for a setting that is not set. */
export function parseAcl(value?: string): ObjectAcl {
  if (!value) return 'default'
  const acl = OBJECT_ACLS.find((known) => known === value)
  if (!acl) throw badArgument('x-oss-object-acl', value, 'no such object access control exists.')
  return acl
}

function parseStorageClass(value = 'Standard'): string {
  if (!STORAGE_CLASSES.includes(value)) throw badArgument('x-oss-storage-class', value, 'no such storage class exists.')
  return value
}

export function parseForbidOverwrite(value = 'false'): boolean {
  if (value !== 'true' && value !== 'false') {
    throw badArgument('x-oss-forbid-overwrite', value, 'must be true or false.', '0006-00000117')
  }
  return value === 'true'
}

function parseMeta(named: ReadonlyMap<string, string>): Record<string, string> {
  const meta: Record<string, string> = {}
  let bytes = 0
  for (const [name, value] of named) {
    if (!name.startsWith(META_PREFIX)) continue
    if (!/^[a-z0-9-]+$/.test(name)) throw badArgument(name, value, 'user metadata names are letters, digits, hyphens.')
    checkHeaderValue(name, value)
    bytes += Buffer.byteLength(name) + Buffer.byteLength(value)
    meta[name.slice(META_PREFIX.length)] = value
  }
  if (bytes > MAX_META_BYTES) {
    throw ossError('InvalidArgument', 'The total size of user metadata exceeds 8 KB.', { ec: '0011-00000002' })
  }
  return meta
}

/** A key is 1 to 1023 bytes of UTF-8 and begins with neither slash nor backslash. */
export function checkKey(key: string): void {
  const bytes = Buffer.byteLength(key)
  if (bytes >= 1 && bytes <= 1023 && !/^[/\\]/.test(key)) return
  throw ossError('InvalidObjectName', 'The specified object is not valid.', { details: { ObjectName: key } })
}

function badArgument(name: string, value: string, message: string, ec?: string): OssError {
  const details = { ArgumentName: name, ArgumentValue: value }
  return ossError('InvalidArgument', `${name}: ${message}`, { ...(ec !== undefined && { ec }), details })
}
