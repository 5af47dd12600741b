export interface Credentials {
  accessKeyId: string
  accessKeySecret: string
  /** With STS credentials only. */
  securityToken?: string
  /** ms; Infinity for keys that do not expire. */
  expiresAt: number
}

/**
 * What one STS session may do. `upload` travels to clients (without its secret), `read` travels in signed URLs,
 * `manage` never leaves the backend.
 */
export type Scope = 'upload' | 'read' | 'manage'

/** @throws Fault `server-misconfigured` or `cloud-unavailable`. */
export type CredentialSource = (scope: Scope) => Promise<Credentials>

/** Kept back from every life that depends on credentials, so that clocks and slow requests do not decide. */
export const MARGIN_SECONDS = 60

/** Seconds from `from` (ms) that something signed with the credentials may live: `wanted`, or their rest − 60 s. */
export const lifeWithin = (credentials: Credentials, wanted: number, from: number): number =>
  Math.max(1, Math.min(wanted, Math.floor((credentials.expiresAt - from) / 1000) - MARGIN_SECONDS))

/** For a backend without a role: the same keys for every scope, unnarrowed. */
export function fixedCredentials(keys: { accessKeyId: string; accessKeySecret: string }): CredentialSource {
  // Always the same record: whoever keeps a client for its credentials knows them by it.
  const credentials = { ...keys, expiresAt: Number.POSITIVE_INFINITY }
  return async () => credentials
}
