/** The kinds of errors that ali-oss, fetch and AbortSignal throw. */

/** There was no answer. A page cannot tell a lost network from a CORS refusal. */
class Unreachable extends Error {
  override name = 'Unreachable'
  constructor(readonly server: 'backend' | 'bucket') {
    super(`No answer from the ${server}`)
  }
}

/** Runs `call`, which fetches and reads an answer. @throws Unreachable if the server cannot be reached in time */
export const reach = <Answer>(server: 'backend' | 'bucket', call: () => Promise<Answer>): Promise<Answer> =>
  call().catch((thrown: unknown) => {
    throw thrown instanceof TypeError || read(thrown, 'name') === 'TimeoutError' ? new Unreachable(server) : thrown
  })

/** The server that could not be reached. The status -1 of ali-oss is a failed request, -2 one that took over a minute. */
export function unreachable(thrown: unknown): 'backend' | 'bucket' | undefined {
  if (thrown instanceof Unreachable) return thrown.server
  return [-1, -2].includes(Number(read(thrown, 'status'))) ? 'bucket' : undefined
}

/** After `cancel`, ali-oss throws an object named `cancel`, not an Error. */
export const isCancelled = (thrown: unknown): boolean => ['cancel', 'AbortError'].includes(read(thrown, 'name'))

/** https://help.aliyun.com/zh/oss/developer-reference/error-code */
export const isExpired = (thrown: unknown): boolean =>
  ['SecurityTokenExpired', 'InvalidSecurityToken'].includes(read(thrown, 'code'))

/** The multipart upload does not exist any more: a lifecycle rule aborted it, or it is complete. For a part, ali-oss throws `abort`. */
export const isGone = (thrown: unknown): boolean =>
  read(thrown, 'name') === 'abort' || read(thrown, 'code') === 'NoSuchUpload'

const read = (thrown: unknown, what: 'name' | 'code' | 'status'): string =>
  String((Object(thrown) as Record<string, unknown>)[what] ?? '')
