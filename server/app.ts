import { type Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import { PATHS } from '../miniprogram/uploader/contract'
import type { Config } from './config/config'
import { confirm } from './confirm/confirm'
import { readCallback } from './confirm/read-callback'
import { type AppOptions, createContext, type ServerContext } from './context'
import { optionalEndpoints } from './endpoints/optional/optional-endpoints'
import { asFault, Fault, isPassing } from './faults/fault'
import { answer, answerFault, answerText } from './http/answer'
import { startDeadline } from './http/deadline'
import { identifyCaller, identifyUpload } from './http/identify'
import { read } from './http/read'
import { completeRequest, sessionRequest, uploadsRequest } from './http/schemas'
import { type Traced, trace } from './http/trace'
import { userHash } from './identity/user-hash'
import { openapiRoutes } from './openapi/routes'
import { mayWatch } from './operation/allowed-to-watch'
import { partsRoutes } from './parts-routes'
import { urlsRoute } from './reads/urls'
import { admit } from './tickets/admit'
import { allow } from './tickets/allow'
import { orRefund } from './tickets/quota'
import { sign } from './tickets/sign'

export interface App {
  /**
   * Mounts wherever fetch-style handlers do. Never rejects.
   * @param env what `@hono/node-server` passes: the caller's IP address is read from it.
   */
  fetch(request: Request, env?: unknown): Promise<Response>
  /** `/readyz` answers 503 from now on; everything else goes on. */
  stop(): void
}

/**
 * The backend: read → limit → identify → limit → decide → authorize → name → sign → answer, and for what is stored,
 * confirm.
 * Whatever a step throws is answered as `{ error }`.
 *
 * @throws Error when config and wiring do not go together.
 */
export function createApp(config: Config, wiring: AppOptions = {}): App {
  const backend = createContext(config, wiring)
  const app = new Hono<Traced>().basePath(backend.basePath)

  app.use(trace(backend.log, backend.metrics, backend.basePath))
  if (backend.corsOrigins.length > 0) app.use(crossOrigin(backend.corsOrigins))
  watchRoutes(app, backend)
  openapiRoutes(app, backend)
  sessionRoute(app, backend)
  uploadRoutes(app, backend)
  partsRoutes(app, backend)
  callbackRoute(app, backend)
  urlsRoute(app, backend)
  optionalEndpoints(app, backend)

  app.notFound((c) => answerCaught(new Fault('not-found'), c))
  app.onError((error, c) => answerCaught(asFault(error), c))

  return { fetch: async (request, env) => app.fetch(request, Object(env)), stop: backend.readiness.stop }
}

type Routes = Hono<Traced>

function answerCaught(fault: Fault, c: Context<Traced>, status?: number): Response {
  c.set('fault', fault)
  return answerFault(fault, c.var.requestId, status)
}

/** Mini-programs need none of it; web pages do. */
const crossOrigin = (origins: readonly string[]) =>
  cors({
    origin: [...origins],
    allowMethods: ['GET', 'POST'],
    allowHeaders: ['authorization', 'content-type', 'x-request-id'],
    exposeHeaders: ['x-request-id', 'retry-after'],
    maxAge: 600,
  })

function watchRoutes(app: Routes, { readiness, metrics, metricsToken }: ServerContext): void {
  app.get('/healthz', (c) => answer({ status: 'ok' }, c.var.requestId))

  app.get('/readyz', async (c) => {
    const obstacle = await readiness.obstacle()
    return answer({ status: obstacle ?? 'ready' }, c.var.requestId, obstacle ? 503 : 200)
  })

  app.get('/metrics', async (c) => {
    if (!mayWatch(c.req.raw, c.env, metricsToken)) throw new Fault('not-found')
    return answerText(await metrics.text(), metrics.contentType, c.var.requestId)
  })
}

function sessionRoute(app: Routes, { identity, limits, clientAddress }: ServerContext): void {
  app.post(PATHS.session, async (c) => {
    const { code } = await read(c.req.raw, sessionRequest)
    if (!identity) throw new Fault('unauthenticated')
    if (!identity.login) throw new Fault('not-found')
    await limits.countLogin(clientAddress(c.req.raw, c.env))
    return answer(await identity.login(code), c.var.requestId)
  })
}

function uploadRoutes(app: Routes, backend: ServerContext): void {
  app.post(PATHS.uploads, async (c) => {
    const request = await read(c.req.raw, uploadsRequest)
    const { route, input } = request
    const caller = await identifyCaller(c, backend)
    const decisions = await allow(c, request, caller, backend)
    const admissions = await admit(decisions, { user: caller.user, route, input }, backend)
    const signed = sign(admissions, backend, c.var.requestId)
    const uploads = await orRefund(signed, decisions, caller.hash, backend.limits)
    const refusals = admissions.flatMap((admission) => ('refusal' in admission ? [admission.refusal.code] : []))
    c.set('refusals', refusals)
    backend.metrics.tickets(route, admissions.length - refusals.length)
    return answer({ uploads }, c.var.requestId)
  })

  app.post(PATHS.complete, async (c) => {
    const body = await read(c.req.raw, completeRequest)
    const upload = await identifyUpload(c, body.upload, backend)
    return answer({ file: await confirm(upload, body.crc64, backend) }, c.var.requestId)
  })
}

/** Not limited by address: it is OSS that calls, for everybody, and a forged call costs one signature check. */
function callbackRoute(app: Routes, backend: ServerContext): void {
  app.post(PATHS.callback, async (c) => {
    const inTime = startDeadline(backend.callbackDeadlineMs)
    const token = await inTime(readCallback(c.req.raw, backend))
    try {
      const upload = backend.tokens.open(token, backend.now())
      c.set('route', upload.route)
      c.set('user', userHash(upload.user, backend.config.secrets.key))
      return answer({ file: await inTime(confirm(upload, undefined, backend)) }, c.var.requestId)
    } catch (error) {
      const fault = asFault(error)
      // OSS gives our 200 to the client as it is. Anything else becomes its 203: stored, ask `complete`.
      if (isPassing(fault.code)) throw fault
      return answerCaught(fault, c, 200)
    }
  })
}
