import { Fault } from '../../faults/fault'
import { OssError } from './oss-error'

/** OSS repeats a refusal (of a right, a key, a bucket's name). */
export function cloudFault(error: unknown): Fault {
  if (error instanceof Fault) return error
  return new Fault(isTemporary(error) ? 'cloud-unavailable' : 'server-misconfigured', undefined, error)
}

/** A missing answer, a 5xx and throttling. `RequestTimeout` is a 400: the request did not arrive in time. */
export const isTemporary = (error: unknown): boolean =>
  !(error instanceof OssError) || error.status >= 500 || error.status === 429 || error.code === 'RequestTimeout'
