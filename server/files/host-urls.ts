import type { FileUrl } from '../../miniprogram/uploader/contract'
import type { ServerContext } from '../context'
import { Fault } from '../faults/fault'
import { orRefusal, type UrlContext, type UrlOptions, urlOf } from '../reads/url-of'
import { atMost, CALLS_AT_ONCE } from './at-most'
import { knownKey } from './known-key'

export type HostUrlContext = UrlContext & Pick<ServerContext, 'bucket'>

/**
 * Makes the URL of any user's file, for the app itself: the route's `canRead` is not asked. It does not check whether
 * the file exists, unless the user's own credentials have put it.
 * @throws Fault `bad-request`: not a key of this backend, or a style that the file cannot have.
 */
export async function hostUrl(key: string, options: UrlOptions, context: HostUrlContext): Promise<FileUrl> {
  const one = knownKey(key, context)
  // Its URL needs a session of STS for this one user. An invented key must not cost one.
  if (one.kind === 'put' && !(await context.bucket.head(key))) throw new Fault('bad-request', { issues: NO_FILE })
  return urlOf(one, options, context)
}

const NO_FILE = 'key: expected that of a file that exists'

/** One outcome for each key, in order. @throws Fault that is worth a retry. */
export const hostUrls = (
  keys: readonly string[],
  options: UrlOptions,
  context: HostUrlContext,
): Promise<(FileUrl | Fault)[]> => atMost(CALLS_AT_ONCE, keys, (key) => orRefusal(hostUrl(key, options, context)))
