import { type FormTicket, LIMITS, type Refusal, type Ticket } from '../../miniprogram/uploader/contract'
import type { ServerContext } from '../context'
import { type Credentials, lifeWithin } from '../credentials/credentials'
import { errorBody } from '../faults/fault'
import { callbackParameter } from '../oss/callback/callback-parameter'
import { pendingKey } from '../oss/object-key'
import { formFields } from '../oss/signing/form-fields'
import { isMultipart, type Upload } from '../oss/upload-token'
import type { Admission } from './admit'
import { multipartTicket } from './sign-parts'

/** A form's life: long enough to begin sending on a slow phone, and renewable. */
const LIFE_SECONDS = 10 * 60

/** One ticket or refusal a file, in their order. Credentials are asked for only when there is something to sign. */
export async function sign(
  admissions: readonly Admission[],
  backend: ServerContext,
  requestId: string,
): Promise<(Ticket | Refusal)[]> {
  const credentials = admissions.some((admission) => 'upload' in admission)
    ? await backend.credentials('upload')
    : undefined
  return admissions.map((admission) => {
    if ('upload' in admission && credentials) return ticketOf(admission, credentials, backend)
    return errorBody('refusal' in admission ? admission.refusal : { code: 'server-error' }, requestId)
  })
}

type Admitted = Extract<Admission, { token: string }>

const ticketOf = ({ upload, token }: Admitted, credentials: Credentials, backend: ServerContext): Ticket =>
  isMultipart(upload)
    ? multipartTicket(upload, token, { from: 1, count: LIMITS.signaturesPerCall }, credentials, backend)
    : formTicket(upload, token, credentials, backend)

function formTicket(upload: Upload, token: string, credentials: Credentials, backend: ServerContext): FormTicket {
  const { oss, publicUrl } = backend.config
  const now = backend.now()
  const expiresIn = lifeWithin(credentials, LIFE_SECONDS, now)
  const form = {
    bucket: oss.bucket,
    region: oss.region,
    key: pendingKey(upload.key, oss.prefix),
    size: upload.size,
    contentType: upload.type,
    callback: publicUrl && callbackParameter(publicUrl, token),
    expiresAt: now + expiresIn * 1000,
  }
  return {
    kind: 'form',
    upload: token,
    url: `${oss.domain}/`,
    fields: formFields(form, credentials, now),
    expiresIn,
  }
}
