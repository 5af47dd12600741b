import type { FileForm, SharedForm } from '../../miniprogram/uploader/contract'
import { type Credentials, lifeWithin } from '../credentials/credentials'
import { callbackParameter } from '../oss/callback/callback-parameter'
import { pendingKey } from '../oss/object-key'
import { type TicketForms, ticketForms } from '../oss/signing/ticket-forms'
import type { Upload } from '../oss/upload-token'
import type { SignContext } from './sign-parts'

/** Long enough to begin sending on a slow phone. The client can renew the ticket. */
const LIFE_SECONDS = 10 * 60

/** OSS takes no longer variable in a callback. https://help.aliyun.com/en/oss/developer-reference/callback */
const MOST_TOKEN_BYTES = 5 * 1024

/** Signs the forms of one answer. */
export interface FormSigner {
  sign(upload: Upload, token: string): FileForm
  /** What the forms so far share. Undefined if there is none. */
  shared(): SharedForm | undefined
}

/**
 * @param tokens of all uploads of the answer. If one is too long for a callback, by a long name and a long input together,
 * no form has a callback: then only the client calls `complete`.
 */
export function formSigner(
  tokens: readonly string[],
  credentials: Credentials,
  { config: { oss, publicUrl }, now }: SignContext,
): FormSigner {
  const doesFit = tokens.every(({ length }) => length <= MOST_TOKEN_BYTES)
  const { forms, expiresIn } = formsOfSecond(oss, doesFit ? publicUrl : undefined, credentials, now())
  let isUsed = false
  return {
    sign({ key, size, type }, token) {
      isUsed = true
      const file = { key: pendingKey(key, oss.prefix), size, contentType: type, upload: token }
      return { kind: 'form', upload: token, fields: forms.sign(file) }
    },
    shared: () => (isUsed ? { url: `${oss.domain}/`, fields: forms.shared, expiresIn } : undefined),
  }
}

interface FormsOfSecond {
  forms: TicketForms
  /** Seconds. */
  expiresIn: number
}

/** The latest forms of each session, and what tells them from others. */
const latest = new WeakMap<Credentials, { name: string; made: FormsOfSecond }>()

/** V4 dates have whole seconds, so all calls of a second can share what their forms have in common. @param now ms. */
function formsOfSecond(
  { bucket, region }: SignContext['config']['oss'],
  publicUrl: string | undefined,
  credentials: Credentials,
  now: number,
): FormsOfSecond {
  const signedAt = now - (now % 1000)
  const name = `${signedAt} ${bucket} ${publicUrl}`
  const known = latest.get(credentials)
  if (known?.name === name) return known.made
  const expiresIn = lifeWithin(credentials, LIFE_SECONDS, signedAt)
  const callback = publicUrl && callbackParameter(publicUrl)
  const terms = { bucket, region, expiresAt: signedAt + expiresIn * 1000, callback }
  const made = { forms: ticketForms(terms, credentials, signedAt), expiresIn }
  latest.set(credentials, { name, made })
  return made
}
