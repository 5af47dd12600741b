import { Hono } from 'hono'
import { PATHS } from '../miniprogram/uploader/contract'
import { assembleBackend, type Wiring } from './backend'
import type { Config } from './config'
import { asFault, Fault, isPassing } from './fault'
import { admit } from './steps/admit'
import { answer, answerFault } from './steps/answer'
import { confirm } from './steps/confirm'
import { beforeDeadline } from './steps/deadline'
import { decide, findRoute, parseInput } from './steps/decide'
import { identify, isSameUser } from './steps/identify'
import { read } from './steps/read'
import { readCallback } from './steps/read-callback'
import { completeRequest, sessionRequest, uploadsRequest } from './steps/schemas'
import { sign } from './steps/sign'
import { type Traced, trace } from './steps/trace'

export interface App {
  /** Mounts wherever fetch-style handlers do. Never rejects. */
  fetch(request: Request): Promise<Response>
}

/**
 * The backend: read → identify → decide → name → sign → answer, and for what is stored, confirm.
 * Whatever a step throws is answered as `{ error }`.
 *
 * @throws Error when config and wiring do not go together.
 */
export function createApp(config: Config, wiring: Wiring = {}): App {
  const backend = assembleBackend(config, wiring)
  const app = new Hono<Traced>()

  app.use(trace(backend.log))

  app.get('/healthz', (c) => answer({ status: 'ok' }, c.var.requestId))

  app.post(PATHS.session, async (c) => {
    const { code } = await read(c.req.raw, sessionRequest)
    if (!backend.identity) throw new Fault('unauthenticated')
    if (!backend.identity.login) throw new Fault('not-found')
    return answer(await backend.identity.login(code), c.var.requestId)
  })

  app.post(PATHS.uploads, async (c) => {
    const { route: name, input, files } = await read(c.req.raw, uploadsRequest)
    const user = await identify(c.req.raw, backend.identity)
    const route = findRoute(backend.routes, name)
    await parseInput(route, input)
    const decisions = decide(files, route)
    const admissions = decisions.map((decision) => admit(decision, { user, route: name, input }, backend))
    const uploads = await sign(admissions, backend, c.var.requestId)
    return answer({ uploads }, c.var.requestId)
  })

  app.post(PATHS.complete, async (c) => {
    const body = await read(c.req.raw, completeRequest)
    const user = await identify(c.req.raw, backend.identity)
    const upload = backend.tokens.open(body.upload, backend.now())
    if (!isSameUser(user, upload.user)) throw new Fault('forbidden')
    return answer({ file: await confirm(upload, body.crc64, backend) }, c.var.requestId)
  })

  app.post(PATHS.callback, async (c) => {
    const token = await readCallback(c.req.raw, backend)
    try {
      const upload = backend.tokens.open(token, backend.now())
      const file = await beforeDeadline(confirm(upload, undefined, backend), backend.callbackDeadlineMs)
      return answer({ file }, c.var.requestId)
    } catch (error) {
      const fault = asFault(error)
      // OSS gives our 200 to the client as it is. Anything else becomes its 203: stored, ask `complete`.
      if (isPassing(fault.code)) throw fault
      c.set('fault', fault)
      return answerFault(fault, c.var.requestId, 200)
    }
  })

  app.notFound((c) => {
    const fault = new Fault('not-found')
    c.set('fault', fault)
    return answerFault(fault, c.var.requestId)
  })

  app.onError((error, c) => {
    const fault = asFault(error)
    c.set('fault', fault)
    return answerFault(fault, c.var.requestId)
  })

  return { fetch: async (request) => app.fetch(request) }
}
