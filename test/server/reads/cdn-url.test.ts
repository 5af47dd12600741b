import fc from 'fast-check'
import type { FileQuery } from '../../../miniprogram/uploader/oss-v4/file-url'
import { CDN_AUTH_TYPES, type CdnConfig } from '../../../server/config/cdn-config'
import { cdnUrl } from '../../../server/reads/cdn-url'
import { type CdnSettings, originTarget } from './cdn-server'

const DOMAIN = 'https://domain.example.com'
const KEY = 'aliyuncdnexp1234'

const cdn = (type: CdnConfig['type'], change: Partial<CdnConfig> = {}): CdnConfig => ({
  domain: DOMAIN,
  type,
  key: KEY,
  lifeSeconds: 1800,
  ...change,
})

/** The CDN's rule of the documents. */
const rewrite = { from: /^\/(.+)\/x-oss-process\/(.+)$/, to: '/$1?x-oss-process=$2' }

const settingsOf = ({ type, key, lifeSeconds }: CdnConfig, now: number): CdnSettings => ({
  type,
  primaryKey: key,
  ttlSeconds: lifeSeconds,
  now: () => now / 1000,
  rewrite,
})

const targetOf = (url: string): string => url.slice(DOMAIN.length)

/** The hashes are those of the pages; their times are multiples of the ten minutes within which a URL stays the same. */
describe('a URL for the CDN', () => {
  it.each([
    [
      'A',
      1444435200,
      'video/standard/test.mp4',
      '/video/standard/test.mp4?auth_key=1444435200-0-0-23bf85053008f5c0e791667a313e28ce',
    ],
    [
      'B',
      1439596800,
      '4/44/44c0909bcfc20a01afaf256ca99a8b8b.mp3',
      '/201508150800/9044548ef1527deadafa49a890a377f0/4/44/44c0909bcfc20a01afaf256ca99a8b8b.mp3',
    ],
    ['C', 0x55ce8100, 'test.flv', '/a37fa50a5fb8f71214b1e7c95ec7a1bd/55CE8100/test.flv'],
    ['F', 0x55ce8100, 'test.flv', '/test.flv?sign=a37fa50a5fb8f71214b1e7c95ec7a1bd&time=55CE8100'],
  ] as const)('of type %s is that of the documents', (type, seconds, key, target) => {
    expect(seconds % 60).toBe(0)
    expect(cdnUrl({ key, query: {} }, cdn(type, { lifeSeconds: 300 }), seconds * 1000)).toEqual({
      url: DOMAIN + target,
      expiresIn: 300,
    })
  })

  const word = fc.stringMatching(/^[a-z0-9_-]{1,12}$/)
  const instructions = fc
    .array(fc.stringMatching(/^[\w,=-][\w,.=-]{0,20}$/), { minLength: 1, maxLength: 3 })
    .map((parts) => `image/${parts.join('/')}`)
  const anything = {
    key: fc.oneof(
      fc.array(word, { minLength: 1, maxLength: 4 }).map((parts) => `${parts.join('/')}.jpg`),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).map((text) => `uploads/${text}.jpg`),
    ),
    process: fc.option(instructions, { nil: undefined }),
    type: fc.constantFrom(...CDN_AUTH_TYPES),
    secret: fc.stringMatching(/^[A-Za-z0-9]{16,32}$/),
    lifeSeconds: fc.integer({ min: 300, max: 31_536_000 }),
    now: fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2090, 0) }),
  }

  it('is accepted for the seconds that it promises, and leads to the file and its style', () => {
    fc.assert(
      fc.property(fc.record(anything), ({ key, process, type, secret, lifeSeconds, now }) => {
        const settings = cdn(type, { key: secret, lifeSeconds })
        const query: Record<string, string> = process === undefined ? {} : { 'x-oss-process': process }
        const { url = '', expiresIn = 0 } = cdnUrl({ key, query }, settings, now) ?? {}
        expect(Number.isInteger(expiresIn)).toBe(true)
        expect(expiresIn).toBeGreaterThan(lifeSeconds * 0.75)
        expect(expiresIn).toBeLessThanOrEqual(lifeSeconds)
        // No client changes the spelling, because it is already that of a URL.
        expect(new URL(url).href).toBe(url)
        const atLast = settingsOf(settings, now + expiresIn * 1000)
        const path = `/${key.split('/').map(encodeURIComponent).join('/')}`
        const found = originTarget(targetOf(url), atLast) ?? ''
        expect(decodeURIComponent(found)).toBe(decodeURIComponent(path) + (process ? `?x-oss-process=${process}` : ''))
        expect(originTarget(targetOf(url), settingsOf(settings, now + (expiresIn + 2) * 1000))).toBeUndefined()
      }),
      { numRuns: 500 },
    )
  })

  it('is refused if anything of it is changed, except the case of a hexadecimal time', () => {
    fc.assert(
      fc.property(fc.record(anything), fc.nat(), fc.stringMatching(/^[a-z0-9]$/), (one, at, letter) => {
        const settings = cdn(one.type, { key: one.secret, lifeSeconds: one.lifeSeconds })
        const target = targetOf(cdnUrl({ key: one.key, query: {} }, settings, one.now)?.url ?? '')
        const place = at % target.length
        const changed = target.slice(0, place) + letter + target.slice(place + 1)
        if (changed === target) return
        expect(originTarget(changed, settingsOf(settings, one.now))).toBeUndefined()
      }),
      { numRuns: 500 },
    )
  })

  it('is not made for what needs a query, or for a style that a path cannot carry', () => {
    const never: FileQuery[] = [
      { 'response-content-disposition': 'attachment' },
      { 'x-oss-process': 'image/resize,w_200', 'response-content-disposition': 'attachment' },
      { 'x-oss-process': 'style/缩略图' },
      { 'x-oss-process': 'image/../resize,w_200' },
      { 'x-oss-process': 'image//resize,w_200' },
      { 'x-oss-process': 'image/resize,w_200/' },
      { 'x-oss-process': 'image/resize,w_200?a=b' },
      { 'x-oss-process': './image' },
      { 'x-oss-process': '..' },
    ]
    for (const type of CDN_AUTH_TYPES) {
      for (const query of never) expect(cdnUrl({ key: 'a.jpg', query }, cdn(type), Date.now())).toBeUndefined()
    }
  })

  it.each(CDN_AUTH_TYPES)('of type %s stays the same for some minutes, so that image caches hit', (type) => {
    const make = (seconds: number) => cdnUrl({ key: 'a.jpg', query: {} }, cdn(type), (1_444_435_200 + seconds) * 1000)
    expect(make(359)).toEqual({ url: make(0)?.url, expiresIn: 1800 - 359 })
    expect(make(360)?.url).not.toBe(make(0)?.url)
  })
})
