export interface Credentials {
  accessKeyId: string
  accessKeySecret: string
  /** Only of STS credentials. */
  securityToken?: string
  /** ms. Infinity for keys that do not expire. */
  expiresAt: number
}

/**
 * What an STS session is for. The token of `upload` travels to clients (without the secret), the token of `read`
 * travels in signed URLs, and `manage` never leaves the backend.
 */
export type Scope = 'upload' | 'read' | 'manage'

export interface CredentialSource {
  /** @throws Fault `server-misconfigured` or `cloud-unavailable`. */
  (scope: Scope): Promise<Credentials>
  /**
   * OSS does not know these credentials any more, because they were revoked. Forgets them and all others of the same
   * time. Returns whether the next ones may be better; fixed keys never are.
   */
  refused?(credentials: Credentials): boolean
}

/** Signatures expire earlier than their credentials by this margin, so that clocks and slow requests do not matter. */
export const MARGIN_SECONDS = 60

/** Seconds from `from` (ms) that a signature may live: `wanted`, or the rest of the credentials' life − 60 s. */
export const lifeWithin = (credentials: Credentials, wanted: number, from: number): number =>
  Math.max(1, Math.min(wanted, Math.floor((credentials.expiresAt - from) / 1000) - MARGIN_SECONDS))

/** For a backend without a role: the same keys for every scope, with all their rights. */
export function fixedCredentials(keys: { accessKeyId: string; accessKeySecret: string }): CredentialSource {
  // Always the same object, because the OSS client is reused as long as the credentials are the same object.
  const credentials = { ...keys, expiresAt: Number.POSITIVE_INFINITY }
  return async () => credentials
}
