import { FAILURES, type Failure } from './failures'

/** What stands between a program and a picker. */
export interface Permissions {
  /** The privacy agreement: whether it names the API, and whether the user has agreed to it. Else errno 112 or 104. */
  privacy: 'declared' | 'undeclared' | 'refused'
  /** Of the operating system, to WeChat. Else errno 3. */
  systemPermission: 'granted' | 'denied'
}

export function permissionFailure(api: string, { privacy, systemPermission }: Permissions): Failure | undefined {
  if (privacy === 'undeclared') return FAILURES.privacyNotDeclared(api)
  if (privacy === 'refused') return FAILURES.privacyRefused(api)
  return systemPermission === 'denied' ? FAILURES.permissionDenied(api) : undefined
}
