import { type CloudAnswer, type CloudRequest, percentDecode, type Query, splitTarget } from '../http/exchange'
import { runLifecycle } from '../lifecycle/run-lifecycle'
import { handlePage } from '../page/handle-page'
import type { AdminContext } from './admin-context'
import { parseLinkChange } from './link-input'
import { ADMIN_PATH } from './path'
import { changeSettings, parseInjection, parseKeyChange, parseRevocation, parseShift, WrongInput } from './read-input'

/** One call of the API. */
interface Call extends AdminContext {
  /** The segments of the path after `/admin/`, decoded. */
  path: string[]
  query: Query
  input: unknown
}

/**
 * Serves the admin page and its JSON API. Pages of other origins cannot use it: they cannot send `application/json`
 * without a preflight, which is not answered, and other host names are refused.
 */
export async function handleAdmin(context: AdminContext, request: CloudRequest): Promise<CloudAnswer> {
  const { path, query } = splitTarget(request.target)
  const parts = path
    .slice(ADMIN_PATH.length + 1)
    .split('/')
    .map(percentDecode)
  try {
    checkOrigin(request)
    const page = await handlePage(context, request)
    if (page) return page
    const input = await readJson(request)
    const handle = ROUTES[`${request.method} ${parts[0]}`]
    const answer = await handle?.({ ...context, path: parts, query, input })
    return answer ?? json(404, { error: 'Not found.' })
  } catch (error) {
    if (error instanceof WrongInput || error instanceof RangeError) return json(400, { error: error.message })
    throw error
  }
}

type Route = (call: Call) => CloudAnswer | undefined | Promise<CloudAnswer | undefined>

const ROUTES: Record<string, Route> = {
  'GET buckets': bucketsRoute,
  'GET credentials': ({ inspection }) => json(200, inspection.credentials()),
  'GET requests': ({ inspection, query }) => json(200, inspection.requests(Number(query.get('limit') ?? 200) || 200)),
  'DELETE requests': ({ cloud }) => {
    cloud.journal.clear()
    return done()
  },
  'GET faults': ({ cloud }) => json(200, cloud.faults.pending()),
  'POST faults': ({ cloud, input }) => {
    cloud.faults.inject(...parseInjection(input))
    return done()
  },
  'DELETE faults': ({ cloud }) => {
    cloud.faults.clear()
    return done()
  },
  'GET clock': ({ cloud, now }) => json(200, { now: now(), shift: cloud.faults.clockShift }),
  'PUT clock': async ({ cloud, input, now }) => {
    cloud.faults.clockShift = parseShift(input)
    return json(200, { now: now(), shift: cloud.faults.clockShift })
  },
  'GET link': ({ link }) => link && json(200, { conditions: link.conditions(), ...link.stats() }),
  'PUT link': ({ link, input }) => {
    link?.set(parseLinkChange(input))
    return link && done()
  },
  'POST link': ({ link, path }) => {
    if (path[1] !== 'cuts') return undefined
    link?.cutAll()
    return link && done()
  },
  'POST lifecycle': async ({ cloud, now }) => {
    const results: Record<string, unknown> = {}
    for (const bucket of cloud.buckets.values()) results[bucket.name] = await runLifecycle(bucket, now())
    return json(200, results)
  },
  'POST revocations': ({ cloud, input }) => {
    const { accessKeyId, securityToken } = parseRevocation(input)
    const token = securityToken ?? cloud.ring.session(accessKeyId ?? '')?.securityToken
    if (token === undefined) return undefined
    cloud.ring.revoke(token)
    return done()
  },
  'PUT keys': ({ cloud, path, input }) => {
    const key = cloud.ring.keys.get(path[1] ?? '')
    if (!key) return undefined
    key.isActive = parseKeyChange(input)
    return done()
  },
  'GET settings': ({ cloud }) => json(200, cloud.settings),
  'PUT settings': ({ cloud, input }) => {
    changeSettings(cloud.settings, input)
    return json(200, cloud.settings)
  },
}

/** `buckets`, `buckets/<name>/objects`, `…/objects/<key>`, `…/thumbnails/<key>[?side=160]`, `…/uploads` */
async function bucketsRoute({
  inspection,
  path: [, name, what, ...rest],
  query,
}: Call): Promise<CloudAnswer | undefined> {
  if (name === undefined) return json(200, inspection.buckets())
  const key = rest.join('/')
  if (what === 'uploads') return found(inspection.uploads(name))
  if (what === 'thumbnails') return bytes('image/jpeg', await inspection.thumbnail(name, key, sideOf(query)))
  if (what !== 'objects') return undefined
  const objects = inspection.objects(name)
  if (key === '') return found(objects)
  // Always as a download: HTML of an object would run with this page's rights.
  return objects && bytes('application/octet-stream', await inspection.read(name, key))
}

/** Side of a thumbnail, pixels. */
function sideOf(query: Query): number | undefined {
  const side = query.get('side')
  if (side === undefined) return undefined
  if (!/^\d{1,4}$/.test(side) || Number(side) === 0) throw new WrongInput('Expected side: 1 to 9999.')
  return Number(side)
}

function checkOrigin({ method, headers }: CloudRequest): void {
  const host = (headers.host ?? '').replace(/:\d+$/, '')
  if (host !== 'localhost' && host !== '127.0.0.1') throw new WrongInput('The admin API is for localhost only.')
  if (method === 'GET' || method === 'DELETE') return
  const isJson = /^application\/json\b/i.test(headers['content-type'] ?? '')
  if (!isJson) throw new WrongInput('Expected a body of application/json.')
}

const MAX_BYTES = 64 * 1024

async function readJson({ body }: CloudRequest): Promise<unknown> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > MAX_BYTES) throw new WrongInput('The body is too long.')
    chunks.push(chunk)
  }
  if (size === 0) return {}
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    throw new WrongInput('The body is not JSON.')
  }
}

function json(status: number, content: unknown): CloudAnswer {
  const body = Buffer.from(JSON.stringify(content))
  return { status, headers: { 'Content-Type': 'application/json', 'Content-Length': `${body.length}` }, body }
}

const done = (): CloudAnswer => json(200, {})

const found = (content: unknown): CloudAnswer | undefined => (content === undefined ? undefined : json(200, content))

const bytes = (type: string, body: CloudAnswer['body'] | undefined): CloudAnswer | undefined =>
  body && { status: 200, headers: { 'Content-Type': type, 'X-Content-Type-Options': 'nosniff' }, body }
