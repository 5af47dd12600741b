import { PATHS } from '../../../miniprogram/uploader/contract'
import type { CredentialsAnswer } from '../../../miniprogram/uploader/optional-endpoints'
import { post } from './backend'

export interface Token extends CredentialsAnswer {
  /** By this device's clock, ms. */
  endsAt: number
}

/** With less left than that nothing is begun, and what is on its way goes on with a new one, ms. */
const MARGIN_MS = 60_000

let known: Token | undefined
let asking: Promise<Token> | undefined

/** Credentials with over a minute left: one question for all files that wait, however many. */
export function freshToken(): Promise<Token> {
  if (known && msLeft(known) > 0) return Promise.resolve(known)
  asking ??= ask().finally(() => {
    asking = undefined
  })
  return asking
}

async function ask(): Promise<Token> {
  const given = await post<CredentialsAnswer>(PATHS.credentials, {})
  known = { ...given, endsAt: Date.now() + given.expiresIn * 1000 }
  return known
}

/** Until it has to be renewed. */
export const msLeft = ({ endsAt }: Token): number => endsAt - MARGIN_MS - Date.now()

/** OSS takes it no more, whatever the clock here says. */
export function dropToken(token: Token): void {
  if (known === token) known = undefined
}
