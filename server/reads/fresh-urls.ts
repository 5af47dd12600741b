import type { FileUrl } from '../../miniprogram/uploader/contract'
import { Fault } from '../faults/fault'
import type { Caller } from '../identity/identity'
import { type MayReadContext, mayRead } from './may-read'
import { parseKey } from './parse-key'
import { orRefusal, type UrlContext, type UrlOptions, urlOf } from './url-of'

/**
 * Makes fresh URLs of the files that the user may read, in the order of the keys. It does not check whether they exist:
 * OSS answers that to the client that fetches them. A file is refused by the Fault `forbidden`, the same for every key
 * that this user may not read, or `bad-request` for a style that it cannot have.
 * @throws Fault that is worth a retry.
 */
export async function freshUrls(
  keys: readonly string[],
  options: UrlOptions,
  caller: Caller,
  context: UrlContext & MayReadContext,
): Promise<(FileUrl | Fault)[]> {
  const wanted = keys.map((key) => {
    const parsed = parseKey(key, context.config.oss.prefix, context.folders)
    return parsed && { ...parsed, key }
  })
  const decisions = await mayRead(
    wanted.filter((one) => one?.kind === 'confirmed'),
    caller,
    context,
  )
  const urls = wanted.map(async (one) => {
    if (!one) throw new Fault('forbidden')
    if (one.kind === 'put' && one.owner !== caller.hash) throw new Fault('forbidden')
    const decision = one.kind === 'put' || decisions.get(one)
    if (decision instanceof Fault) throw decision
    return urlOf(one, options, context)
  })
  return Promise.all(urls.map(orRefusal))
}
