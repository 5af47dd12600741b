/** What went wrong, as ali-oss, fetch and AbortSignal tell it. */

/** No answer came. A browser tells no page whether the network was lost or CORS let nothing through. */
export class Unreachable extends Error {
  override name = 'Unreachable'
  constructor(readonly whom: 'backend' | 'bucket') {
    super(`No answer from the ${whom}`)
  }
}

/** Runs a fetch and reads its answer, which may break off as well; names whom it could not reach, or not in time. */
export const reach = <Answer>(whom: 'backend' | 'bucket', ask: () => Promise<Answer>): Promise<Answer> =>
  ask().catch((thrown: unknown) => {
    throw thrown instanceof TypeError || read(thrown, 'name') === 'TimeoutError' ? new Unreachable(whom) : thrown
  })

/** Of ali-oss, -1 is a failed request, -2 one that took over a minute. */
export function unreachable(thrown: unknown): 'backend' | 'bucket' | undefined {
  if (thrown instanceof Unreachable) return thrown.whom
  return [-1, -2].includes(Number(read(thrown, 'status'))) ? 'bucket' : undefined
}

/** ali-oss throws no Error when `cancel` ended it, but an object of that name. */
export const isCancelled = (thrown: unknown): boolean => ['cancel', 'AbortError'].includes(read(thrown, 'name'))

/** https://help.aliyun.com/zh/oss/developer-reference/error-code */
export const isExpired = (thrown: unknown): boolean =>
  ['SecurityTokenExpired', 'InvalidSecurityToken'].includes(read(thrown, 'code'))

/** OSS knows the multipart upload no more: a lifecycle rule took it, or it is complete. For a part, ali-oss says `abort`. */
export const isGone = (thrown: unknown): boolean =>
  read(thrown, 'name') === 'abort' || read(thrown, 'code') === 'NoSuchUpload'

const read = (thrown: unknown, what: 'name' | 'code' | 'status'): string =>
  String((Object(thrown) as Record<string, unknown>)[what] ?? '')
