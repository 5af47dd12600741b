import { createStsUploader } from '../../../miniprogram/uploader/sts'
import { readStsAnswer } from '../../../miniprogram/uploader/sts/credentials/read-sts-answer'
import type { BucketPlace } from '../../../miniprogram/uploader/sts/credentials/sts-credentials'

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5)
const PLACE: BucketPlace = { bucket: 'my-bucket', region: 'cn-hangzhou' }
/** Credentials that expire an hour after `NOW`. */
const RAW = {
  AccessKeyId: 'STS.id',
  AccessKeySecret: 'secret',
  SecurityToken: 'token',
  Expiration: '2026-01-02T04:04:05Z',
}
const KEYS = { accessKeyId: 'STS.id', accessKeySecret: 'secret', securityToken: 'token' }
const READ = {
  ...KEYS,
  expiresIn: 3600,
  bucket: 'my-bucket',
  region: 'cn-hangzhou',
  endpoint: 'https://my-bucket.oss-cn-hangzhou.aliyuncs.com',
  prefix: '',
}

describe('readStsAnswer of a known shape', () => {
  it.each<[string, unknown, BucketPlace]>([
    ['Alibaba Cloud’s own sample', RAW, PLACE],
    ['the same as text', JSON.stringify(RAW), PLACE],
    [
      'AssumeRole’s answer, passed on',
      { RequestId: 'R', AssumedRoleUser: { Arn: 'acs:ram::1:role/r', AssumedRoleId: '1' }, Credentials: RAW },
      PLACE,
    ],
    ['the answer of its Node client', { statusCode: 200, body: { requestId: 'R', credentials: RAW } }, PLACE],
    [
      'a wrapped answer with region and bucket',
      { code: 200, data: { ...RAW, region: 'oss-cn-hangzhou', bucket: 'my-bucket' } },
      {},
    ],
    [
      'a wrapped answer with the credentials deeper inside',
      {
        code: 200,
        msg: 'ok',
        data: { res: { status: 200 }, credentials: { ...RAW, region: 'cn-hangzhou', bucket: 'my-bucket' } },
      },
      {},
    ],
    [
      'the options of ali-oss',
      {
        accessKeyId: 'STS.id',
        accessKeySecret: 'secret',
        stsToken: 'token',
        expiration: '2026-01-02T04:04:05Z',
        region: 'oss-cn-hangzhou',
        bucket: 'my-bucket',
        endpoint: 'oss-cn-hangzhou.aliyuncs.com',
      },
      {},
    ],
    [
      'snake case, with seconds instead of a date',
      { access_key_id: 'STS.id', access_key_secret: 'secret', security_token: 'token', expires_in: 3600 },
      PLACE,
    ],
    ['seconds since 1970', { ...RAW, Expiration: NOW / 1000 + 3600 }, PLACE],
    ['ms since 1970', { ...RAW, Expiration: String(NOW + 3_600_000) }, PLACE],
  ])('reads %s', (_, answer, place) => {
    expect(readStsAnswer(answer, place, NOW)).toEqual(READ)
  })

  it('reads the answer of this project’s own backend, with domain and prefix', () => {
    const own = {
      ...KEYS,
      expiresIn: 840,
      bucket: 'b',
      region: 'cn-beijing',
      endpoint: 'https://f.example.com',
      prefix: 'u/1/',
    }
    expect(readStsAnswer(own, {}, NOW)).toEqual(own)
  })

  it('lets the app’s own options override the answer', () => {
    const place = { bucket: 'other', region: 'oss-cn-beijing', endpoint: 'http://localhost:1/', prefix: '/a/b' }
    expect(
      readStsAnswer({ ...RAW, region: 'cn-hangzhou', bucket: 'my-bucket', prefix: 'x' }, place, NOW),
    ).toMatchObject({
      bucket: 'other',
      region: 'cn-beijing',
      endpoint: 'http://localhost:1',
      prefix: 'a/b/',
    })
  })
})

describe('the place of the bucket', () => {
  const at = (place: BucketPlace, inAnswer: object = {}) => readStsAnswer({ ...RAW, ...inAnswer }, place, NOW)
  const HANGZHOU = { bucket: 'my-bucket', region: 'cn-hangzhou' }

  it.each<[BucketPlace, object]>([
    [{ bucket: 'my-bucket', endpoint: 'oss-cn-hangzhou.aliyuncs.com' }, {}],
    [{ bucket: 'my-bucket', endpoint: 'https://oss-cn-hangzhou.aliyuncs.com/' }, {}],
    [{ endpoint: 'https://my-bucket.oss-cn-hangzhou.aliyuncs.com' }, {}],
    [{}, { endpoint: 'my-bucket.oss-cn-hangzhou.aliyuncs.com' }],
    [{ bucket: 'my-bucket' }, { endpoint: 'https://oss-cn-hangzhou.aliyuncs.com' }],
    [{ bucket: 'my-bucket', region: 'oss-cn-hangzhou' }, {}],
    [{ bucket: 'my-bucket', region: 'oss-cn-hangzhou.aliyuncs.com' }, {}],
    [{ bucket: 'my-bucket', region: 'https://oss-cn-hangzhou.aliyuncs.com' }, {}],
    [{ bucket: 'my-bucket', region: ' CN-Hangzhou ' }, {}],
    [{ bucket: 'my-bucket', region: 'oss-cn-hangzhou-internal' }, {}],
  ])('is read from %j and %j', (place, inAnswer) => {
    const { bucket, region, endpoint } = at(place, inAnswer)
    expect({ bucket, region }).toEqual(HANGZHOU)
    expect(endpoint).toBe('https://my-bucket.oss-cn-hangzhou.aliyuncs.com')
  })

  it.each([
    ['oss-accelerate.aliyuncs.com', 'https://my-bucket.oss-accelerate.aliyuncs.com'],
    [
      'https://my-bucket.oss-accelerate-overseas.aliyuncs.com',
      'https://my-bucket.oss-accelerate-overseas.aliyuncs.com',
    ],
    ['https://files.example.com/', 'https://files.example.com'],
    ['cn-hangzhou.oss.aliyuncs.com', 'https://my-bucket.cn-hangzhou.oss.aliyuncs.com'],
    ['http://localhost:9000', 'http://localhost:9000'],
  ])('takes the endpoint %s with a region', (endpoint, origin) => {
    expect(at({ ...HANGZHOU, endpoint })).toMatchObject({ ...HANGZHOU, endpoint: origin })
  })

  it.each(['oss-accelerate.aliyuncs.com', 'https://files.example.com'])(
    'asks for the region that the endpoint %s does not tell',
    (endpoint) => {
      expect(() => at({ bucket: 'my-bucket', endpoint })).toThrow(
        new RegExp(
          `without region; the endpoint ${endpoint} tells no region: give createStsUploader the option region`,
        ),
      )
    },
  )

  it.each<[BucketPlace, RegExp]>([
    [{ region: '华东1（杭州）' }, /region: expected a region ID such as cn-hangzhou, got "华东1（杭州）"/],
    [{ region: 'hangzhou' }, /region: expected a region ID/],
    [{ region: 'files.example.com' }, /region: expected a region ID/],
    [{ region: 'oss-accelerate' }, /region: expected a region ID/],
    [
      { region: 'cn-beijing', endpoint: 'oss-cn-hangzhou.aliyuncs.com' },
      /got cn-beijing, but the endpoint .* is in cn-hangzhou/,
    ],
    [
      { bucket: 'b', endpoint: 'https://a.oss-cn-hangzhou.aliyuncs.com' },
      /bucket: got b, but the endpoint .* is of a$/,
    ],
    [{ endpoint: 'oss-cn-hangzhou-internal.aliyuncs.com' }, /can be reached only inside Alibaba Cloud/],
    [{ endpoint: 'https://b.oss-cn-hangzhou-internal.aliyuncs.com' }, /can be reached only inside Alibaba Cloud/],
    [{ endpoint: 'vpc100-oss-cn-hangzhou.aliyuncs.com' }, /can be reached only inside Alibaba Cloud/],
    [{ endpoint: 'https://files.example.com/folder' }, /endpoint: expected a domain such as/],
    [{ endpoint: 'ftp://files.example.com' }, /endpoint: expected a domain such as/],
  ])('refuses %j in one sentence, as option and as answer', (place, problem) => {
    const credentials = async () => RAW
    expect(() => createStsUploader({ ...place, credentials, wx: {} as never })).toThrow(
      expect.objectContaining({ code: 'misuse', params: { detail: expect.stringMatching(problem) } }),
    )
    expect(() => at({}, { bucket: 'b', region: 'cn-hangzhou', ...place })).toThrow(
      expect.objectContaining({ code: 'credentials-failed', params: { detail: expect.stringMatching(problem) } }),
    )
  })
})

describe('the life of the credentials', () => {
  const DAY = 86_400_000
  const result = (header: Record<string, string>) => ({ statusCode: 200, data: RAW, header, errMsg: 'request:ok' })

  it.each(['Date', 'date', 'DATE'])(
    'is measured from the `%s` header, however wrong this device’s clock is',
    (name) => {
      const date = 'Fri, 02 Jan 2026 03:14:05 GMT'
      for (const now of [NOW - DAY, NOW + DAY]) {
        expect(readStsAnswer(result({ [name]: date }), PLACE, now)).toMatchObject({ expiresIn: 3000, date })
      }
    },
  )

  it('is 15 minutes if clock and date cannot both be right, or if there is no date', () => {
    for (const now of [NOW - DAY, NOW + DAY]) {
      expect(readStsAnswer(result({ Date: 'yesterday' }), PLACE, now).expiresIn).toBe(900)
    }
    expect(readStsAnswer({ ...RAW, Expiration: undefined }, PLACE, NOW).expiresIn).toBe(900)
    expect(readStsAnswer({ ...RAW, Expiration: 'soon' }, PLACE, NOW).expiresIn).toBe(900)
  })

  it('is at most what OSS accepts for a signed URL', () => {
    expect(readStsAnswer({ ...RAW, expiresIn: 86_400 }, PLACE, NOW).expiresIn).toBe(43_200)
  })
})

describe('readStsAnswer of anything else', () => {
  it.each<[string, unknown, RegExp]>([
    ['an error page', '<html>502</html>', /accessKeyId/],
    ['nothing', undefined, /accessKeyId/],
    ['a list', [RAW], /accessKeyId/],
    ['another status', { statusCode: 502, data: '', header: {} }, /HTTP 502/],
    ['a key without its secret', { ...RAW, AccessKeySecret: '' }, /one without accessKeySecret$/],
    [
      'an answer without a token, which may be a permanent key',
      { ...RAW, SecurityToken: undefined },
      /one without securityToken$/,
    ],
  ])('refuses %s', (_, answer, detail) => {
    expect(() => readStsAnswer(answer, PLACE, NOW)).toThrow(
      expect.objectContaining({ code: 'credentials-failed', params: { detail: expect.stringMatching(detail) } }),
    )
  })

  it.each<[unknown, string]>([
    [{ statusCode: 403, data: { code: 40301, msg: '该用户没有上传权限' }, header: {} }, 'HTTP 403: 该用户没有上传权限'],
    [
      { statusCode: 500, data: { error: { message: 'NoPermission: sts:AssumeRole' } } },
      'HTTP 500: NoPermission: sts:AssumeRole',
    ],
    [
      { statusCode: 502, data: '<html><style>b{}</style><h1>502 Bad Gateway</h1>\n<hr>nginx' },
      'HTTP 502: 502 Bad Gateway nginx',
    ],
    [{ statusCode: 404, data: '' }, 'HTTP 404'],
    [{ statusCode: 500, data: '{"AccessKeySecret":"x' }, 'HTTP 500'],
  ])('says what the backend says: %j', (answer, detail) => {
    expect(() => readStsAnswer(answer, PLACE, NOW)).toThrow(expect.objectContaining({ params: { detail } }))
  })

  it('says what the backend says in an answer with status 200', () => {
    const answer = { code: 401, errMsg: 'ok', data: null, message: '登录已过期' }
    expect(() => readStsAnswer(answer, PLACE, NOW)).toThrow(/without accessKeyId.*: 登录已过期/)
    expect(() => readStsAnswer('Please sign in', PLACE, NOW)).toThrow(/without accessKeyId.*: Please sign in/)
  })

  it('takes any status of success', () => {
    expect(readStsAnswer({ statusCode: 201, data: RAW, header: {} }, PLACE, NOW)).toEqual(READ)
  })

  it('names the missing bucket, and shows no secret', () => {
    expect.assertions(2)
    try {
      readStsAnswer(RAW, {}, NOW)
    } catch (error) {
      expect(String(error)).toMatch(/bucket, region/)
      expect(String(error)).not.toMatch(/secret|token/)
    }
  })
})
