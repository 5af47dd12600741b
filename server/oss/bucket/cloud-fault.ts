import { Fault } from '../../faults/fault'

/**
 * OSS repeats a refusal (of a right, a key, a bucket's name). A missing answer, a 5xx and throttling are temporary.
 * ali-oss gives status -1 for a broken connection and -2 for a timeout.
 */
export function cloudFault(error: unknown): Fault {
  if (error instanceof Fault) return error
  const { status } = Object(error) as { status?: unknown }
  const refused = typeof status === 'number' && status >= 400 && status < 500 && status !== 429
  return new Fault(refused ? 'server-misconfigured' : 'cloud-unavailable', undefined, error)
}
