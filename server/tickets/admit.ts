import type { FileDeclaration } from '../../miniprogram/uploader/contract'
import type { ServerContext } from '../context'
import { findRoute } from '../define-routes/find-route'
import { folderOf } from '../define-routes/folders'
import { asFault, Fault } from '../faults/fault'
import { isSameUser, type User } from '../identity/identity'
import { userHash } from '../identity/user-hash'
import { finalKey } from '../oss/object-key'
import { isMultipart, type Upload } from '../oss/upload-token'
import { begin } from './begin'
import type { Decision, FileRefusal } from './decide'
import { abandon } from './list-parts'
import { refundQuota } from './quota'

/** An upload that was allowed and named, with its sealed form. */
export type Admission = { upload: Upload; token: string } | { refusal: FileRefusal }

export interface Applicant {
  user: User
  route: string
  input: unknown
}

const LIFE_MS = 7 * 24 * 60 * 60 * 1000

/**
 * One admission a decision, in their order. Uploads in parts are begun on OSS, all at once; when one cannot be begun,
 * the call is for nothing, and so none of them stays.
 */
export async function admit(
  decisions: readonly Decision[],
  applicant: Applicant,
  backend: ServerContext,
): Promise<Admission[]> {
  const settled = await Promise.allSettled(decisions.map((decision) => admitOne(decision, applicant, backend)))
  const failed = settled.find((outcome) => outcome.status === 'rejected')
  const admissions = settled.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
  if (!failed) return admissions
  for (const admission of admissions) {
    if ('upload' in admission && isMultipart(admission.upload)) void abandon(admission.upload, backend)
  }
  await refundQuota(decisions, userHash(applicant.user, backend.config.secrets.key), backend.limits)
  throw failed.reason
}

/** Gives an allowed file its key: a new one, or the one it had when it asks to renew. */
async function admitOne(decision: Decision, applicant: Applicant, backend: ServerContext): Promise<Admission> {
  if ('refusal' in decision) return decision
  const { file } = decision
  if (file.renew !== undefined) return readmit(file.renew, file, applicant, backend)
  const named = nameUpload(file, applicant, backend)
  const upload = file.partSize === undefined ? named : await begin(named, file.partSize, backend)
  return { upload, token: backend.tokens.seal(upload) }
}

function nameUpload({ name, size, type }: FileDeclaration, applicant: Applicant, backend: ServerContext): Upload {
  const { config, randomBytes, now } = backend
  const folder = folderOf(applicant.route, findRoute(backend.routes, applicant.route))
  const key = finalKey(
    { prefix: config.oss.prefix, folder, user: applicant.user, type, random: randomBytes(16) },
    config.secrets.key,
  )
  return { ...applicant, key, size, type, name, expiresAt: now() + LIFE_MS }
}

/** The token stays the same, so that its life cannot be stretched and the client's checkpoint stays good. */
function readmit(token: string, file: FileDeclaration, applicant: Applicant, backend: ServerContext): Admission {
  try {
    const upload = backend.tokens.open(token, backend.now())
    const isTheirs = isSameUser(upload.user, applicant.user) && upload.route === applicant.route
    const isIt = upload.size === file.size && upload.type === file.type && !isMultipart(upload)
    if (!isTheirs || !isIt) throw new Fault('upload-invalid')
    return { upload, token }
  } catch (error) {
    const { code, params } = asFault(error)
    return { refusal: { code, params } }
  }
}
