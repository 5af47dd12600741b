import { PATHS } from '../../../../miniprogram/uploader/contract'
import type { CredentialsAnswer } from '../../../../miniprogram/uploader/optional-endpoints'
import { post } from '../backend'

export interface Token extends CredentialsAnswer {
  /** Milliseconds since 1970, by this device's clock. */
  endsAt: number
}

/** A token is renewed so long before its end, also during an upload, ms. */
const MARGIN_MS = 60_000

let known: Token | undefined
let pending: Promise<Token> | undefined

/** Credentials that are valid for over a minute. Files that wait at the same time share one request. */
export function freshToken(): Promise<Token> {
  if (known && msLeft(known) > 0) return Promise.resolve(known)
  pending ??= ask().finally(() => {
    pending = undefined
  })
  return pending
}

async function ask(): Promise<Token> {
  const answer = await post<CredentialsAnswer>(PATHS.credentials, {})
  known = { ...answer, endsAt: Date.now() + answer.expiresIn * 1000 }
  return known
}

/** Milliseconds until it has to be renewed. */
export const msLeft = ({ endsAt }: Token): number => endsAt - MARGIN_MS - Date.now()

/** Called when OSS refuses the token, although this device's clock says that it is valid. */
export function dropToken(token: Token): void {
  if (known === token) known = undefined
}
