import type { FileDeclaration } from '../../miniprogram/uploader/contract'
import type { ServerContext } from '../context'
import { findRoute } from '../define-routes/find-route'
import { folderOf } from '../define-routes/folders'
import { asFault, Fault } from '../faults/fault'
import { beforeDeadline } from '../http/deadline'
import type { Caller } from '../identity/identity'
import { isSameUser } from '../identity/user'
import { finalKey } from '../oss/object-key'
import { isMultipart, UPLOAD_LIFE_MS, type Upload } from '../oss/upload-token'
import type { Decision, FileRefusal } from './decide'
import { type InitiateContext, initiateMultipart } from './multipart/initiate-multipart'
import { type AbandonContext, abandon } from './multipart/list-parts'
import { refundQuota } from './quota'

/** What became of one decision: an upload with its key and its sealed token, or a refusal. */
export type Admission = { upload: Upload; token: string } | { refusal: FileRefusal }

/** The user who asks for tickets, with the route and the input of the request. */
export interface Applicant extends Caller {
  route: string
  input: unknown
}

export type AdmitContext = AdmitOneContext & AbandonContext & Pick<ServerContext, 'limits'>

type AdmitOneContext = InitiateContext & NameContext & Pick<ServerContext, 'tokens'>

/**
 * Gives every allowed file its key and its token; the admissions have the order of the decisions. Multipart uploads are
 * initiated on OSS, all at once. If one of them fails, the whole call fails, and the others are aborted.
 */
export async function admit(
  decisions: readonly Decision[],
  applicant: Applicant,
  context: AdmitContext,
): Promise<Admission[]> {
  const settled = await Promise.allSettled(decisions.map((decision) => admitOne(decision, applicant, context)))
  const failed = settled.find((outcome) => outcome.status === 'rejected')
  const admissions = settled.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
  if (!failed) return admissions
  for (const admission of admissions) {
    if ('upload' in admission && isMultipart(admission.upload)) void abandon(admission.upload, context)
  }
  await refundQuota(decisions, applicant.hash, context.limits)
  throw failed.reason
}

/** A new file gets a new key. A renewed file keeps the key that it had. */
async function admitOne(decision: Decision, applicant: Applicant, context: AdmitOneContext): Promise<Admission> {
  if ('refusal' in decision) return decision
  const { file } = decision
  if (file.renew !== undefined) {
    await replaceIfRevoked(context)
    return readmit(file.renew, file, applicant, context)
  }
  const named = nameUpload(file, applicant, context)
  const { partSize, charset } = file
  const upload = partSize === undefined ? named : await initiateMultipart(named, { partSize, charset }, context)
  return { upload, token: context.tokens.seal(upload) }
}

type NameContext = Pick<ServerContext, 'config' | 'now' | 'randomBytes' | 'routes'>

function nameUpload(
  { name, size, type }: FileDeclaration,
  { user, hash, route, input }: Applicant,
  { config, now, randomBytes, routes }: NameContext,
): Upload {
  const rules = findRoute(routes, route)
  const folder = folderOf(route, rules)
  const key = finalKey({ prefix: config.oss.prefix, folder, user: hash, type, random: randomBytes(16) })
  return { user, route, bucket: rules.bucket, input, key, size, type, name, expiresAt: now() + UPLOAD_LIFE_MS }
}

/** ms. The ticket does not depend on it. */
const EXAMINE_MS = 2000

/**
 * OSS may have refused the earlier ticket because the session that signed it was revoked. A form ticket needs no request
 * to OSS, so nothing else would show it.
 */
const replaceIfRevoked = ({ bucket }: Pick<ServerContext, 'bucket'>): Promise<void> =>
  beforeDeadline(bucket.examine('upload'), EXAMINE_MS).catch(() => undefined)

/** The token stays the same: its life does not get longer, and the client's checkpoint stays valid. */
function readmit(
  token: string,
  file: FileDeclaration,
  { user, route }: Applicant,
  { routes, tokens, now }: Pick<ServerContext, 'now' | 'routes' | 'tokens'>,
): Admission {
  try {
    const upload = tokens.open(token, now())
    const isSameUpload = isSameUser(upload.user, user) && upload.route === route && !isMultipart(upload)
    // The form would go to another bucket than the token says.
    if (upload.bucket !== findRoute(routes, route).bucket) throw new Fault('upload-expired')
    if (!isSameUpload || upload.size !== file.size || upload.type !== file.type) throw new Fault('upload-invalid')
    return { upload, token }
  } catch (error) {
    const { code, params } = asFault(error)
    return { refusal: { code, params } }
  }
}
