import { Hono, type MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import type { Settings } from './config/read-environment'
import type { AppOptions } from './context'
import { createContext, routing } from './create-context'
import type { RouteTable } from './define-routes/route'
import { ENDPOINTS } from './endpoints/all'
import { asFault, Fault } from './faults/fault'
import { answerFault } from './http/answer'
import { refuseConsumedBody } from './http/consumed-body'
import { type Traced, trace } from './http/trace'

export interface App {
  /**
   * Mount it like any fetch-style handler. Never rejects.
   * @param env what `@hono/node-server` passes: the caller's IP address is read from it.
   */
  fetch(request: Request, env?: unknown): Promise<Response>
  /** From now on `/readyz` answers 503. The other endpoints continue. */
  stop(): void
  /** Requests that arrive from now on follow these routes. Limits, sessions and metrics stay. */
  replaceRoutes(routes: RouteTable): void
  /** Resolves when the work that goes on after answers is done, so that the process may end. */
  settled(): Promise<void>
}

/**
 * Creates the backend. A request goes through limit → identify → limit → read, and then through the steps of its
 * endpoint. The app answers a Fault that a step throws, or any other error, as `{ error }`.
 *
 * @param settings what `readEnvironment` returns, or a `Config` that the app has written itself.
 * @throws Error if the settings and the options contradict each other.
 */
export function createApp(settings: Settings, options: AppOptions): App {
  let context = createContext(settings, options)
  if (!context.identity) context.log.warn(NO_IDENTITY)
  const app = new Hono<Traced>().basePath(context.basePath)

  app.use(trace(context, ENDPOINTS))
  app.use(refuseCredentials)
  app.use(refuseConsumedBody)
  if (context.corsOrigins.length > 0) app.use(crossOrigin(context.corsOrigins))
  for (const endpoint of ENDPOINTS) {
    if (endpoint.isOffered(context)) app[endpoint.method](endpoint.path, (c) => endpoint.handle(c, context))
  }
  app.notFound((c) => answerFault(new Fault('not-found'), c))
  app.onError((error, c) => answerFault(asFault(error), c))

  return {
    fetch: async (request, env) => app.fetch(request, Object(env)),
    stop: context.readiness.stop,
    replaceRoutes(routes) {
      context = { ...context, ...routing(settings, routes, context.hooks) }
    },
    settled: context.background.settled,
  }
}

/** Without this line nothing would say why every call, also that of a signed-in user, is `unauthenticated`. */
const NO_IDENTITY =
  'No way to identify callers is configured, so every call is answered with 401. Give createApp an identity, or set ' +
  'WECHAT_APPID and WECHAT_SECRET, JWT_…, or INTROSPECT_URL: see docs/identities.md'

/** `POST http://user:password@host/`: a Request cannot have such a URL, so its body could not be read. */
const refuseCredentials: MiddlewareHandler = async (c, next) => {
  if (/^\w+:\/\/[^/?#]*@/.test(c.req.url)) throw new Fault('bad-request', { issues: 'expected no user in the URL' })
  await next()
}

/** Only web pages need it; mini-programs do not. */
const crossOrigin = (origins: readonly string[]) =>
  cors({
    origin: [...origins],
    allowMethods: ['GET', 'POST'],
    allowHeaders: ['authorization', 'content-type', 'x-request-id', 'traceparent', 'tracestate'],
    exposeHeaders: ['x-request-id', 'retry-after'],
    maxAge: 600,
  })
