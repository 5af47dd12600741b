import type { Browser, Page } from 'playwright-core'
import type { Credentials } from '../../../dev/local-cloud/auth/key-ring'
import { launchChromium } from '../../preview/chromium'
import { ossClient, SETUPS } from '../rig/ali-oss-clients'
import { BUCKET } from '../rig/in-process'
import { type Site, servePage } from '../rig/serve-page'
import { assumeRole, type Running, startTestCloud } from '../rig/test-cloud'

let running: Running
let session: Credentials
let browser: Browser
let site: Site
let page: Page
beforeAll(async () => {
  running = await startTestCloud()
  session = await assumeRole(running.cloud)
  site = await servePage()
  browser = await launchChromium()
  page = await browser.newPage()
  await page.goto(site.url)
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
  await running.close()
})

type Rule = Record<string, string | string[]>

const setCors = (rule: Rule) => ossClient(running.cloud, session, SETUPS[0]).putBucketCORS(BUCKET, [rule])
const openRule = (changes: Rule = {}): Rule => ({
  allowedOrigin: site.url,
  allowedMethod: ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'],
  allowedHeader: '*',
  exposeHeader: ['ETag', 'x-oss-request-id'],
  ...changes,
})

interface Outcome {
  status?: number
  error?: string
  progress?: number[]
  content?: string
}

/** Runs the official bundle in the page. Chromium caches preflights by URL, so each run uses another key. */
function inPage(
  kind: 'put' | 'multipart' | 'get' | 'resume',
  key: string,
  options: { v4: boolean; path?: boolean },
): Promise<Outcome> {
  const { ossUrl, bucket } = running.cloud
  const client = {
    accessKeyId: session.accessKeyId,
    accessKeySecret: session.accessKeySecret,
    stsToken: session.securityToken,
    bucket,
    region: 'oss-cn-hangzhou',
    endpoint: ossUrl,
    authorizationV4: options.v4,
    ...(options.path ? { sldEnable: true } : { cname: true }),
  }
  return page.evaluate(runInPage, { kind, key, client })
}

interface BrowserClient {
  put(key: string, file: Blob): Promise<{ res: { status: number } }>
  get(key: string): Promise<{ content: Uint8Array; res: { status: number } }>
  multipartUpload(key: string, file: Blob, options: object): Promise<{ res: { status: number } }>
  cancel(): void
}

/** This function is serialised into the page, so it cannot use anything from outside. */
async function runInPage({
  kind,
  key,
  client: options,
}: {
  kind: string
  key: string
  client: object
}): Promise<Outcome> {
  const { OSS } = globalThis as unknown as { OSS: new (options: object) => BrowserClient }
  const client = new OSS({ ...options, refreshSTSToken: async () => options, refreshSTSTokenInterval: 3_600_000 })
  const progress: number[] = []
  let checkpoint: unknown
  const file = new File([new Uint8Array(350_000).fill(97)], 'photo.jpg', { type: 'image/jpeg' })
  const parts = (more: object = {}) => ({
    partSize: 102_400,
    parallel: 2,
    progress: async (share: number, at: unknown) => {
      progress.push(share)
      checkpoint = at ?? checkpoint
      if (kind === 'resume' && share > 0.3 && share < 0.7 && !('checkpoint' in more)) client.cancel()
    },
    ...more,
  })
  try {
    if (kind === 'put') return { status: (await client.put(key, file)).res.status }
    if (kind === 'get') {
      const { content, res } = await client.get(key)
      return { status: res.status, content: new TextDecoder().decode(content) }
    }
    if (kind === 'multipart') return { status: (await client.multipartUpload(key, file, parts())).res.status, progress }
    const cancelled = await client.multipartUpload(key, file, parts()).catch((error: Error) => error.name)
    if (cancelled !== 'cancel') return { error: `not cancelled: ${String(cancelled)}` }
    return { status: (await client.multipartUpload(key, file, parts({ checkpoint }))).res.status, progress }
  } catch (error) {
    const { name, code, message } = error as Error & { code?: string }
    return { error: `${name} ${code ?? ''} ${message}`, progress }
  }
}

const stored = (key: string) => running.cloud.inspect.objects(BUCKET)?.find((object) => object.key === key)

describe('The browser bundle of ali-oss', () => {
  it.each([
    ['V4 on a custom domain', { v4: true }],
    ['V1 on a custom domain', { v4: false }],
    ['V4 in path style', { v4: true, path: true }],
    ['V1 in path style', { v4: false, path: true }],
  ])('with %s puts, gets and uploads in parts, by STS credentials', async (name, options) => {
    await setCors(openRule())
    const key = `${name}/照片 +1.jpg`
    expect(await inPage('put', key, options)).toEqual({ status: 200 })
    expect(await inPage('get', key, options)).toEqual({ status: 200, content: 'a'.repeat(350_000) })
    const uploaded = await inPage('multipart', `${key}.parts`, options)
    expect([uploaded.status, uploaded.progress?.at(-1)]).toEqual([200, 1])
    expect(stored(`${key}.parts`)).toMatchObject({ size: 350_000, type: 'Multipart' })
  })

  it('cancels and resumes from its checkpoint', async () => {
    await setCors(openRule())
    running.cloud.journal.clear()
    const { status, progress } = await inPage('resume', 'resumed', { v4: true })
    expect([status, progress?.at(-1)]).toEqual([200, 1])
    expect(running.cloud.journal.count({ operation: 'InitiateMultipartUpload' })).toBe(1)
    expect(stored('resumed')).toMatchObject({ size: 350_000 })
  })
})

describe('A browser, by the CORS rules of the bucket,', () => {
  it('is refused from another origin', async () => {
    await setCors(openRule({ allowedOrigin: 'https://app.example.com' }))
    expect((await inPage('put', 'origin', { v4: true })).error).toContain('RequestError')
    expect(stored('origin')).toBeUndefined()
    expect(running.cloud.journal.count({ operation: 'Options', code: 'AccessForbidden' })).toBeGreaterThan(0)
  })

  it('is refused a method that no rule allows', async () => {
    await setCors(openRule({ allowedMethod: ['GET', 'HEAD'] }))
    expect((await inPage('put', 'method', { v4: true })).error).toContain('RequestError')
    expect(stored('method')).toBeUndefined()
  })

  it('is refused headers that no rule allows', async () => {
    await setCors(openRule({ allowedHeader: 'content-type' }))
    expect((await inPage('put', 'header', { v4: true })).error).toContain('RequestError')
    expect(stored('header')).toBeUndefined()
  })

  it('does not see an ETag that is not exposed, so a multipart upload cannot complete', async () => {
    await setCors(openRule({ exposeHeader: ['x-oss-request-id'] }))
    expect((await inPage('multipart', 'etag', { v4: true })).error).toContain('expose-headers')
    expect(stored('etag')).toBeUndefined()
  })

  it('cannot read an object of another origin, although it was sent', async () => {
    await setCors(openRule())
    await inPage('put', 'secret', { v4: true })
    await setCors(openRule({ allowedOrigin: 'https://app.example.com' }))
    const url = await ossClient(running.cloud, session, SETUPS[0]).signatureUrlV4('GET', 60, {}, 'secret')
    const outcome = await page.evaluate(
      (target) =>
        fetch(target).then(
          () => 'read',
          () => 'kept out',
        ),
      url,
    )
    expect(outcome).toBe('kept out')
    expect(running.cloud.journal.entries.at(-1)).toMatchObject({ operation: 'GetObject', status: 200 })
  })
})
