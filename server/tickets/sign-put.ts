import type { PresignAnswer } from '../../miniprogram/uploader/optional-endpoints'
import { type Credentials, lifeWithin } from '../credentials/credentials'
import { pendingKey } from '../oss/object-key'
import { putUrl } from '../oss/signing/put-url'
import type { Upload } from '../oss/upload-token'
import type { SignContext } from './sign-parts'

/** The same life as a form ticket. */
const LIFE_SECONDS = 10 * 60

/** Signs one PUT of exactly the declared bytes, to the pending key. */
export function signPut(
  { key, size, type }: Upload,
  credentials: Credentials,
  { config: { oss }, now }: SignContext,
): Pick<PresignAnswer, 'url' | 'headers' | 'expiresIn'> {
  const signedAt = now()
  const expiresIn = lifeWithin(credentials, LIFE_SECONDS, signedAt)
  const place = { ...oss, key: pendingKey(key, oss.prefix) }
  const terms = { ...place, size, contentType: type, expiresSeconds: expiresIn }
  return { ...putUrl(terms, credentials, signedAt), expiresIn }
}
