import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { AdminContext } from '../admin/admin-context'
import { ADMIN_PATH } from '../admin/path'
import { type CloudAnswer, type CloudRequest, EMPTY, splitTarget } from '../http/exchange'
import { cloudPage } from './page'
import type { View } from './view'
import { languageOf, WORDS } from './words/words'

/** Nothing from other origins and no inline script, because keys of objects can contain markup. */
const HEADERS = {
  'Cache-Control': 'no-cache',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
}

/** Serves the admin page, its styles and its script; undefined for any other path. */
export async function handlePage(context: AdminContext, request: CloudRequest): Promise<CloudAnswer | undefined> {
  const { path } = splitTarget(request.target)
  if (request.method !== 'GET') return undefined
  if (path === ADMIN_PATH) return answer(request, 'text/html', cloudPage(viewOf(context, request)).markup)
  if (path === `${ADMIN_PATH}/page.css`) return answer(request, 'text/css', await styles())
  if (path === `${ADMIN_PATH}/page.js`) return answer(request, 'text/javascript', await read('browser/refresh.js'))
  return undefined
}

function viewOf(
  { cloud, inspection, link, ossUrl, pages, now }: AdminContext,
  { target, headers }: CloudRequest,
): View {
  const query = new URLSearchParams(target.slice(target.indexOf('?') + 1))
  const bucket = query.get('bucket') ?? ''
  const language = languageOf(query.get('lang') ?? undefined, headers['accept-language'])
  return {
    words: WORDS[language],
    language,
    inspection,
    link,
    addresses: { oss: link?.url ?? ossUrl, sts: `http://${headers.host}` },
    pages: pages(),
    account: cloud.ring.account,
    now: now(),
    clockShift: cloud.faults.clockShift,
    faults: cloud.faults.pending().length,
    bucket: cloud.buckets.has(bucket) ? bucket : cloud.defaultBucket.name,
    find: query.get('find') ?? '',
  }
}

/** Has an ETag, because the page is fetched every two seconds and mostly has not changed. */
function answer({ headers }: CloudRequest, type: string, text: string): CloudAnswer {
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`
  if (headers['if-none-match'] === etag) return { status: 304, headers: { ...HEADERS, ETag: etag }, body: EMPTY }
  const body = Buffer.from(text)
  const own = { 'Content-Type': `${type}; charset=utf-8`, 'Content-Length': `${body.length}`, ETag: etag }
  return { status: 200, headers: { ...HEADERS, ...own }, body }
}

const read = (name: string): Promise<string> => readFile(new URL(name, import.meta.url), 'utf8')

/** Later styles may override earlier ones. */
const STYLES = ['base', 'head', 'cards', 'rows', 'more', 'requests', 'narrow']

const styles = async (): Promise<string> =>
  (await Promise.all(STYLES.map((name) => read(`styles/${name}.css`)))).join('\n')
