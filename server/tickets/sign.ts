import { LIMITS, type UploadsAnswer } from '../../miniprogram/uploader/contract'
import type { ServerContext } from '../context'
import { errorBody } from '../faults/fault'
import { isMultipart } from '../oss/upload-token'
import type { Admission } from './admit'
import { formSigner } from './sign-form'
import { multipartTicket, type SignContext } from './sign-parts'

/** One ticket or refusal for each file, in order. Credentials are fetched only if there is something to sign. */
export async function sign(
  admissions: readonly Admission[],
  context: SignContext & Pick<ServerContext, 'credentials'>,
  requestId: string,
): Promise<UploadsAnswer> {
  const tokens = admissions.flatMap((admission) => ('token' in admission ? [admission.token] : []))
  const credentials = tokens.length > 0 ? await context.credentials('upload') : undefined
  const forms = credentials && formSigner(tokens, credentials, context)
  const uploads = admissions.map((admission) => {
    if (!('upload' in admission) || !credentials || !forms)
      return errorBody('refusal' in admission ? admission.refusal : { code: 'server-error' }, requestId)
    const { upload, token } = admission
    if (!isMultipart(upload)) return forms.sign(upload, token)
    return multipartTicket(upload, token, { from: 1, count: LIMITS.signaturesPerCall }, credentials, context)
  })
  const form = forms?.shared()
  return { ...(form && { form }), uploads }
}
