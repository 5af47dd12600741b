import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Controlled } from '../admin/handle-admin'
import { ADMIN_PATH } from '../admin/path'
import { type CloudAnswer, type CloudRequest, EMPTY, splitTarget } from '../http/exchange'
import { cloudPage } from './page'
import type { View } from './view'
import { languageOf, WORDS } from './words/words'

/** Nothing of other origins, no inline script: what is stored here may be called anything. */
const HEADERS = {
  'Cache-Control': 'no-cache',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
}

/** The page that shows what is here, and its two files; undefined for any other path. */
export async function handlePage(controlled: Controlled, request: CloudRequest): Promise<CloudAnswer | undefined> {
  const { path } = splitTarget(request.target)
  if (request.method !== 'GET') return undefined
  if (path === ADMIN_PATH) return answer(request, 'text/html', cloudPage(viewOf(controlled, request)).markup)
  if (path === `${ADMIN_PATH}/page.css`) return answer(request, 'text/css', await styles())
  if (path === `${ADMIN_PATH}/page.js`) return answer(request, 'text/javascript', await read('browser/refresh.js'))
  return undefined
}

function viewOf({ cloud, inspection, link, ossUrl, now }: Controlled, { target, headers }: CloudRequest): View {
  const query = new URLSearchParams(target.slice(target.indexOf('?') + 1))
  const asked = query.get('bucket') ?? ''
  const language = languageOf(query.get('lang') ?? undefined, headers['accept-language'])
  return {
    words: WORDS[language],
    language,
    inspection,
    link,
    addresses: { oss: link?.url ?? ossUrl, sts: `http://${headers.host}` },
    account: cloud.ring.account,
    now: now(),
    clockShift: cloud.faults.clockShift,
    faults: cloud.faults.pending().length,
    bucket: cloud.buckets.has(asked) ? asked : cloud.defaultBucket.name,
    find: query.get('find') ?? '',
  }
}

/** With an ETag: the page asks every two seconds, and mostly nothing has happened. */
function answer({ headers }: CloudRequest, type: string, text: string): CloudAnswer {
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`
  if (headers['if-none-match'] === etag) return { status: 304, headers: { ...HEADERS, ETag: etag }, body: EMPTY }
  const body = Buffer.from(text)
  const own = { 'Content-Type': `${type}; charset=utf-8`, 'Content-Length': `${body.length}`, ETag: etag }
  return { status: 200, headers: { ...HEADERS, ...own }, body }
}

const read = (name: string): Promise<string> => readFile(new URL(name, import.meta.url), 'utf8')

/** Later ones may overrule earlier ones. */
const STYLES = ['base', 'head', 'cards', 'rows', 'more', 'requests', 'narrow']

const styles = async (): Promise<string> =>
  (await Promise.all(STYLES.map((name) => read(`styles/${name}.css`)))).join('\n')
