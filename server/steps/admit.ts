import type { FileDeclaration } from '../../miniprogram/uploader/contract'
import type { Backend } from '../backend'
import { asFault, Fault } from '../fault'
import type { User } from '../identity/identity'
import type { Upload } from '../oss/upload-token'
import type { Decision, FileRefusal } from './decide'
import { isSameUser } from './identify'
import { finalKey } from './name'

/** An upload that was allowed and named, with its sealed form. */
export type Admission = { upload: Upload; token: string } | { refusal: FileRefusal }

export interface Applicant {
  user: User
  route: string
  input: unknown
}

const LIFE_MS = 7 * 24 * 60 * 60 * 1000

/** Gives an allowed file its key: a new one, or the one it had when it asks to renew. */
export function admit(decision: Decision, applicant: Applicant, backend: Backend): Admission {
  if ('refusal' in decision) return decision
  const { file } = decision
  if (file.renew !== undefined) return readmit(file.renew, file, applicant, backend)
  const upload = nameUpload(file, applicant, backend)
  return { upload, token: backend.tokens.seal(upload) }
}

function nameUpload({ name, size, type }: FileDeclaration, applicant: Applicant, backend: Backend): Upload {
  const { config, randomBytes, now } = backend
  const key = finalKey(
    { prefix: config.oss.prefix, route: applicant.route, user: applicant.user, type, random: randomBytes(16) },
    config.secrets.key,
  )
  return { ...applicant, key, size, type, name, expiresAt: now() + LIFE_MS }
}

/** The token stays the same, so that its life cannot be stretched and the client's checkpoint stays good. */
function readmit(token: string, file: FileDeclaration, applicant: Applicant, backend: Backend): Admission {
  try {
    const upload = backend.tokens.open(token, backend.now())
    const isTheirs = isSameUser(upload.user, applicant.user) && upload.route === applicant.route
    if (!isTheirs || upload.size !== file.size || upload.type !== file.type) throw new Fault('upload-invalid')
    return { upload, token }
  } catch (error) {
    const { code, params } = asFault(error)
    return { refusal: { code, params } }
  }
}
