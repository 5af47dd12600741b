import { FAILURES, type Failure } from '../calls/failures'

/** The permissions that a picker needs. */
export interface Permissions {
  /** Whether the privacy agreement names the API (else errno 112), and whether the user has agreed to it (else 104). */
  privacy: 'declared' | 'undeclared' | 'refused'
  /** WeChat's permission from the operating system; without it errno 3. */
  systemPermission: 'granted' | 'denied'
}

export function permissionFailure(api: string, { privacy, systemPermission }: Permissions): Failure | undefined {
  if (privacy === 'undeclared') return FAILURES.privacyNotDeclared(api)
  if (privacy === 'refused') return FAILURES.privacyRefused(api)
  return systemPermission === 'denied' ? FAILURES.permissionDenied(api) : undefined
}
