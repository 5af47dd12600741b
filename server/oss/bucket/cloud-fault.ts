import { Fault } from '../../http/fault'

/**
 * What OSS refuses us (a right, a key, a bucket's name) it will refuse again; no answer, 5xx and throttling pass.
 * ali-oss gives status -1 for a broken connection and -2 for a timeout.
 */
export function cloudFault(error: unknown): Fault {
  if (error instanceof Fault) return error
  const { status } = Object(error) as { status?: unknown }
  const refused = typeof status === 'number' && status >= 400 && status < 500 && status !== 429
  return new Fault(refused ? 'server-misconfigured' : 'cloud-unavailable', undefined, error)
}
