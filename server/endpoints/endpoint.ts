import type { Context } from 'hono'
import type { SessionAnswer } from '../../miniprogram/uploader/contract'
import type { ServerContext } from '../context'
import { answer, longAnswer } from '../http/answer'
import { identifyBeforeBody, identifyCaller, signIn } from '../http/identify'
import { identifyHost } from '../http/identify-host'
import { type Received, read, readNothing } from '../http/read'
import type { Traced } from '../http/trace'
import type { Caller } from '../identity/identity'
import type { BodySchema, MediaType, Operation } from '../openapi/operation'
import { ENDPOINT_PATHS, type EndpointId } from './paths'

/** One endpoint: what the OpenAPI document says about it, and the function that answers it. */
export interface Endpoint extends Operation {
  /** An endpoint that is not offered does not exist: its path is `not-found`. */
  isOffered(context: ServerContext): boolean
  /** @throws Fault */
  handle(c: Context<Traced>, context: ServerContext): Promise<Response>
}

/** What a handler gets. */
export interface Call<Body, IsPersonal> {
  c: Context<Traced>
  /** As the request's schema parsed it. */
  body: Body
  caller: IsPersonal extends true ? Caller : undefined
  /** The session that this call has opened: see `codeIn`. */
  session?: SessionAnswer
}

interface Definition<Body, Answer, IsPersonal> extends Omit<Operation, 'id' | 'method' | 'path'> {
  isPersonal: IsPersonal & boolean
  request?: BodySchema<Body> | 'empty'
  answer: BodySchema<Answer> | MediaType
  /** Whether the answer may be compressed. Default: no. */
  isLong?: boolean
  /** Default: always. */
  isOffered?(context: ServerContext): boolean
  /** Counts the call before its body is read. A personal endpoint counts its callers without it. */
  count?(c: Context<Traced>, context: ServerContext): Promise<void>
  /**
   * The code of `wx.login` in the body of a personal call, which then signs its user in. It is read when the body is
   * known to be right, because a code works only once.
   */
  codeIn?(body: Body, context: ServerContext): string | undefined
  /** Returns the body of a 200, or a response of its own. */
  handle(call: Call<Body, IsPersonal>, context: ServerContext): Promise<NoInfer<Answer> | Response>
}

/**
 * Makes an endpoint: counts and identifies the user of a personal endpoint, or the app's own backend, reads the body with
 * the request's schema, and calls the handler. What a caller costs is counted before any of it is parsed.
 * The compiler checks the handler's answer against the answer's schema.
 */
export function defineEndpoint<const IsPersonal extends boolean, Body = undefined, Answer extends object = never>(
  id: EndpointId,
  definition: Definition<Body, Answer, IsPersonal>,
): Endpoint {
  const { request, isPersonal, codeIn, hostScope, isLong, handle } = definition
  const identify = codeIn ? identifyBeforeBody : identifyCaller
  return {
    id,
    method: ENDPOINT_PATHS[id].method,
    path: ENDPOINT_PATHS[id].path,
    isOffered: () => true,
    ...definition,
    async handle(c, context) {
      const known = isPersonal ? await identify(c, context) : undefined
      if (hostScope) await identifyHost(c, hostScope, context)
      await definition.count?.(c, context)
      // `request` and `isPersonal` decide both the types and the values, which the compiler cannot see.
      const body = (await readBody({ request: c.req.raw, env: c.env }, request)) as Body
      const signedIn = codeIn ? await signIn(c, known, codeIn(body, context), context) : { caller: known }
      const answered = await handle({ c, body, ...signedIn } as Call<Body, IsPersonal>, context)
      if (answered instanceof Response) return answered
      return isLong ? longAnswer(answered, c) : answer(answered, c.get('requestId'))
    },
  }
}

async function readBody(received: Received, request: Operation['request']): Promise<unknown> {
  if (request === undefined) return undefined
  return request === 'empty' ? readNothing(received) : read(received, request.schema, request.lists)
}
