import { type FormTicket, LIMITS, type Refusal, type Ticket } from '../../miniprogram/uploader/contract'
import type { ServerContext } from '../context'
import { type Credentials, lifeWithin } from '../credentials/credentials'
import { errorBody } from '../faults/fault'
import { callbackParameter } from '../oss/callback/callback-parameter'
import { pendingKey } from '../oss/object-key'
import { formFields } from '../oss/signing/form-fields'
import { isMultipart, type Upload } from '../oss/upload-token'
import type { Admission } from './admit'
import { multipartTicket, type SignContext } from './sign-parts'

/** Long enough to begin sending on a slow phone. The client can renew the ticket. */
const FORM_LIFE_SECONDS = 10 * 60

/** One ticket or refusal for each file, in order. Credentials are fetched only if there is something to sign. */
export async function sign(
  admissions: readonly Admission[],
  context: SignContext & Pick<ServerContext, 'credentials'>,
  requestId: string,
): Promise<(Ticket | Refusal)[]> {
  const credentials = admissions.some((admission) => 'upload' in admission)
    ? await context.credentials('upload')
    : undefined
  return admissions.map((admission) => {
    if ('upload' in admission && credentials) return ticketOf(admission, credentials, context)
    return errorBody('refusal' in admission ? admission.refusal : { code: 'server-error' }, requestId)
  })
}

type Admitted = Extract<Admission, { token: string }>

const ticketOf = ({ upload, token }: Admitted, credentials: Credentials, context: SignContext): Ticket =>
  isMultipart(upload)
    ? multipartTicket(upload, token, { from: 1, count: LIMITS.signaturesPerCall }, credentials, context)
    : formTicket(upload, token, credentials, context)

function formTicket(
  upload: Upload,
  token: string,
  credentials: Credentials,
  { config: { oss, publicUrl }, now }: SignContext,
): FormTicket {
  const signedAt = now()
  const expiresIn = lifeWithin(credentials, FORM_LIFE_SECONDS, signedAt)
  const form = {
    bucket: oss.bucket,
    region: oss.region,
    key: pendingKey(upload.key, oss.prefix),
    size: upload.size,
    contentType: upload.type,
    callback: publicUrl && callbackParameter(publicUrl, token),
    expiresAt: signedAt + expiresIn * 1000,
  }
  return {
    kind: 'form',
    upload: token,
    url: `${oss.domain}/`,
    fields: formFields(form, credentials, signedAt),
    expiresIn,
  }
}
