/** One broken thing at a time: doctor names exactly that one, and how it is mended. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { LocalCloud } from '../../../../dev/local-cloud'
import type { HttpAnswer, HttpRequest } from '../../../../server/cli/cloud/http'
import { createHttp } from '../../../../server/cli/cloud/http'
import { createSts } from '../../../../server/cli/cloud/sts'
import { lifecycleRule, wantedRules } from '../../../../server/cli/setup/rules/lifecycle'
import { bodyOf, type DoctorOptions, type Rig, rolePolicy, startRig, writeLifecycle } from './rig'

let rig: Rig
const printed: string[] = []
const secrets = new Set<string>()
beforeEach(async () => {
  rig = await startRig()
})
afterEach(async () => {
  printed.push(rig.printed())
  for (const secret of rig.secrets()) secrets.add(secret)
  await rig.close()
})

/** Breaks one thing, and gives what the doctor is told otherwise. */
type Break = (rig: Rig) => unknown

interface Broken {
  breaks: Break
  /** `check/code`, all of them. */
  bad: string[]
  /** What is said in English: found, mend or command. */
  says: RegExp[]
  /** Default 2; 1 for what is only a warning. */
  code?: number
}

const env =
  (name: string, value: string | undefined): Break =>
  () => ({ env: { [name]: value } })
const settings =
  (query: string, body: string): Break =>
  ({ asOwner }) =>
    asOwner({ method: 'PUT', query: { [query]: '' }, headers: { 'content-type': 'application/xml' }, body }).then(
      noOptions,
    )
const noOptions = (): undefined => undefined
const keys = (pair: { accessKeyId: string; accessKeySecret: string }) => ({
  env: { ALIBABA_CLOUD_ACCESS_KEY_ID: pair.accessKeyId, ALIBABA_CLOUD_ACCESS_KEY_SECRET: pair.accessKeySecret },
})
/** Something between this machine and the bucket that is not to be trusted. */
const gateway = (change: (request: HttpRequest, answer: HttpAnswer) => HttpAnswer | undefined): DoctorOptions => {
  const http = createHttp()
  return {
    wiring: {
      http: async (request) => {
        const answer = await http(request)
        return change(request, answer) ?? answer
      },
    },
  }
}
const DEFAULT_DOMAIN = 'examplebucket.oss-cn-hangzhou.aliyuncs.com'
const callbackTo =
  (handle: Parameters<Rig['http']>[0]): Break =>
  async ({ http }) => ({ env: { PUBLIC_URL: await http(handle) } })

const BROKEN: Record<string, Broken> = {
  'a variable is missing': {
    breaks: env('OSS_BUCKET', undefined),
    bad: ['configuration/env:OSS_BUCKET'],
    says: [/OSS_BUCKET: is missing/, /setup env/],
  },
  'a placeholder is left': {
    breaks: env('SESSION_SECRET', 'change-me-to-64-random-hex-characters'),
    bad: ['configuration/env:SESSION_SECRET'],
    says: [/is still the placeholder/],
  },
  'nobody is let in': {
    breaks: () => ({ env: { WECHAT_APPID: undefined, WECHAT_SECRET: undefined } }),
    bad: ['configuration/no-identity'],
    says: [/answers every call 401/, /WECHAT_APPID/],
    code: 1,
  },
  'one secret is used twice': {
    breaks: ({ env: { KEY_SECRET } }) => ({ env: { SESSION_SECRET: KEY_SECRET } }),
    bad: ['configuration/same-secret'],
    says: [/openssl rand/],
    code: 1,
  },
  'the certificate has expired': {
    breaks: async ({ tls }) => ({
      env: { OSS_DOMAIN: 'https://files.example.com', PUBLIC_URL: undefined },
      wiring: (await tls({ name: 'files.example.com', days: -1 })).wiring,
    }),
    bad: ['certificate/network:CERT_HAS_EXPIRED'],
    says: [/files\.example\.com.*expired/, /Install a valid one/],
  },
  'the certificate is of another name': {
    breaks: async ({ tls }) => ({
      env: { OSS_DOMAIN: 'https://files.example.com', PUBLIC_URL: undefined },
      wiring: (await tls({ name: 'other.example.com', days: 90 })).wiring,
    }),
    bad: ['certificate/network:ERR_TLS_CERT_ALTNAME_INVALID'],
    says: [/of another name/],
  },
  'the certificate ends within days': {
    breaks: async ({ tls, cloud }) => ({
      env: { OSS_DOMAIN: 'https://files.example.com', OSS_ENDPOINT: cloud.ossUrl },
      wiring: (await tls({ name: 'files.example.com', days: 5 })).wiring,
    }),
    bad: ['certificate/certificate-soon'],
    says: [/ends in [45] days/, /Renew it/],
    code: 1,
  },
  'OSS cannot be reached': {
    breaks: env('OSS_DOMAIN', 'http://localhost:1'),
    bad: ['clock/network:ECONNREFUSED'],
    says: [/Nobody listens at that address/],
  },
  'the clock is 20 minutes off': {
    breaks: ({ cloud }) => {
      cloud.faults.clockShift = 20 * 60_000
    },
    bad: ['clock/clock-off'],
    says: [/clock is (1199|1200|1201) s behind/, /timedatectl set-ntp true/],
  },
  'the clock is two minutes off': {
    breaks: ({ cloud }) => {
      cloud.faults.clockShift = -2 * 60_000
    },
    bad: ['clock/clock-off'],
    says: [/clock is (119|120|121) s ahead/],
    code: 1,
  },
  'the secret is wrong': {
    breaks: env('ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'mistyped-0000000000000000000'),
    bad: ['source/sts:SignatureDoesNotMatch'],
    says: [/mistyped AccessKey secret/, /Copy ALIBABA_CLOUD_ACCESS_KEY_SECRET again/],
  },
  'there is no key at all': {
    breaks: () => ({
      env: { ALIBABA_CLOUD_ACCESS_KEY_ID: undefined, ALIBABA_CLOUD_ACCESS_KEY_SECRET: undefined },
    }),
    bad: ['source/network:NoCredentials'],
    says: [/There is no key here/, /give the instance a RAM role/],
  },
  'the temporary key has expired': {
    breaks: async ({ cloud }) => {
      const { accessKeyId, accessKeySecret, securityToken } = await temporaryKey(cloud)
      cloud.revokeToken(securityToken)
      return {
        env: {
          ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
          ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret,
          ALIBABA_CLOUD_SECURITY_TOKEN: securityToken,
        },
      }
    },
    bad: ['source/sts:InvalidSecurityToken.Expired'],
    says: [/security token has expired/, /Get fresh temporary credentials/],
  },
  'there is no such key': {
    breaks: env('ALIBABA_CLOUD_ACCESS_KEY_ID', 'an-id-that-nobody-knows'),
    bad: ['source/sts:InvalidAccessKeyId.NotFound'],
    says: [/Check ALIBABA_CLOUD_ACCESS_KEY_ID/],
  },
  'the key is inactive': {
    breaks: ({ cloud }) => cloud.setKeyActive(cloud.account.accessKeyId, false),
    bad: ['source/sts:InvalidAccessKeyId.Inactive'],
    says: [/This AccessKey is inactive/, /AccessKey → Enable/],
  },
  'the key is the account’s own': {
    breaks: ({ cloud }) => keys(cloud.root),
    bad: ['source/root-key'],
    says: [/AccessKey of the account itself/, /setup policy user/],
  },
  'STS cannot be reached': {
    breaks: env('STS_ENDPOINT', 'http://localhost:1'),
    bad: ['source/network:ECONNREFUSED'],
    says: [/Nobody listens/],
  },
  'there is no role': {
    breaks: ({ cloud, env: values }) => {
      cloud.setUserPolicy(cloud.account.accessKeyId, rolePolicy(values))
      return { env: { STS_ROLE_ARN: undefined } }
    },
    bad: ['source/no-role'],
    says: [/no STS_ROLE_ARN/, /Make a role/],
    code: 1,
  },
  'the role trusts nobody': {
    breaks: ({ cloud }) => cloud.setRoleTrust(false),
    bad: ['role/sts:NoPermission'],
    says: [/trust policy does not name/, /setup policy trust/],
  },
  'the user may not assume it': {
    breaks: ({ cloud }) => keys(cloud.stranger),
    bad: ['role/sts:NoPermission'],
    says: [/lacks sts:AssumeRole/, /setup policy user/],
  },
  'there is no such role': {
    breaks: env('STS_ROLE_ARN', 'acs:ram::1234567890123456:role/nobody'),
    bad: ['role/sts:EntityNotExist.Role'],
    says: [/copy the ARN/],
  },
  'STS throttles': {
    breaks: ({ cloud }) => {
      cloud.settings.assumeRolePerSecond = 2
    },
    bad: ['role/sts:Throttling'],
    says: [/100 calls a second/],
  },
  'the prefix makes the session policy too long': {
    breaks: ({ cloud }) =>
      cloud.faults.inject('AssumeRole', { kind: 'answer', status: 400, code: 'InvalidParameter.PolicySize' }, 9),
    bad: ['role/sts:InvalidParameter.PolicySize'],
    says: [/shorten OSS_PREFIX/],
  },
  'the region is another one, by the signature': {
    breaks: env('OSS_REGION', 'cn-shanghai'),
    bad: ['bucket/wrong-region'],
    says: [/not in cn-shanghai/, /Set OSS_REGION/],
  },
  'the region is another one, by the address': {
    breaks: async ({ tls }) => ({
      env: { OSS_REGION: 'cn-shanghai', OSS_DOMAIN: undefined, PUBLIC_URL: undefined },
      wiring: (await tls({ name: 'examplebucket.oss-cn-shanghai.aliyuncs.com', days: 90 })).wiring,
    }),
    bad: ['bucket/wrong-region'],
    says: [/the bucket is in cn-hangzhou/, /Set OSS_REGION to cn-hangzhou/],
  },
  'there is no such bucket': {
    breaks: async ({ tls }) => ({
      env: { OSS_BUCKET: 'nobodys-bucket', OSS_DOMAIN: undefined, PUBLIC_URL: undefined },
      wiring: (await tls({ name: 'nobodys-bucket.oss-cn-hangzhou.aliyuncs.com', days: 90 })).wiring,
    }),
    bad: ['bucket/oss:NoSuchBucket'],
    says: [/There is no such bucket/, /Check OSS_BUCKET/],
  },
  'the domain is somebody else’s': {
    breaks: async ({ http }) => ({ env: { OSS_DOMAIN: await http((_, response) => response.end('hello')) } }),
    bad: ['bucket/not-oss'],
    says: [/what answers is not OSS/, /CNAME to the bucket/],
  },
  'the default domain is closed to new accounts': {
    breaks: async ({ tls, cloud }) => {
      cloud.settings.forbidPublicEndpoint = true
      return {
        env: { OSS_DOMAIN: undefined, OSS_ENDPOINT: cloud.ossUrl },
        wiring: (await tls({ name: DEFAULT_DOMAIN, days: 90 })).wiring,
      }
    },
    bad: ['domain/oss:PublicEndpointForbidden'],
    says: [/activated OSS after 20 March 2025/, /set OSS_DOMAIN/],
  },
  ...lacking('oss:GetObject', 'oss:PutObject', 'oss:DeleteObject', 'oss:ListParts', 'oss:AbortMultipartUpload'),
  'the role lacks oss:PutObjectAcl': {
    breaks: without('oss:PutObjectAcl'),
    bad: ['rights/missing-action'],
    says: [/big files of public routes/],
    code: 1,
  },
  'the role is for another prefix': {
    breaks: env('OSS_PREFIX', 'elsewhere'),
    bad: ['rights/missing-action', 'rights/missing-action', 'lifecycle/no-pending-rule', 'lifecycle/no-parts-rule'],
    says: [/on examplebucket\/elsewhere\/\* the role lacks oss:GetObject/],
  },
  'the role is too wide': {
    breaks: ({ cloud }) =>
      cloud.setRolePolicy({ Version: '1', Statement: [{ Effect: 'Allow', Action: 'oss:*', Resource: '*' }] }),
    bad: ['rights/too-wide'],
    says: [
      /outside examplebucket\/uploads\/\* the role has oss:GetObject, oss:PutObject, oss:ListObjects/,
      /AliyunOSSFullAccess/,
    ],
    code: 1,
  },
  'a session can read what is unchecked': {
    breaks: () => gateway(readsPending),
    bad: ['sessions/session-too-wide'],
    says: [/the read session may do oss:GetObject \(pending\)/],
  },
  'a gateway takes forms that OSS would refuse': {
    breaks: () => gateway(({ method }, { status }) => (method === 'POST' && status === 403 ? OK : undefined)),
    bad: ['form/ticket-too-wide'],
    says: [/accepted all the same: key, public ACL, type/, /OSS_DOMAIN has to lead to the bucket itself/],
  },
  'a gateway changes what is stored': {
    breaks: () =>
      gateway(({ method }, answer) =>
        method === 'HEAD' ? { ...answer, headers: { ...answer.headers, 'x-oss-hash-crc64ecma': '1' } } : undefined,
      ),
    bad: ['form/stored-differs'],
    says: [/x-oss-hash-crc64ecma 1 ≠ \d+/],
  },
  'a CDN gives private files to anybody': {
    breaks: () =>
      gateway(({ method, url }, answer) =>
        method === 'GET' && /doctor-\w+-form\.jpg$/.test(url) && answer.status === 403 ? OK : undefined,
      ),
    bad: ['form/read-by-anybody'],
    says: [/without a signature/, /CDN that signs for everybody/],
  },
  'lengths of parts are not judged': {
    breaks: () =>
      gateway(({ method, url }, { status }) =>
        method === 'PUT' && url.includes('partNumber=2') && status === 403 ? OK : undefined,
      ),
    bad: ['multipart/part-too-long'],
    says: [/PART_LENGTH_SIGNED=off/],
    code: 1,
  },
  'parts are lost on their way': {
    breaks: ({ cloud }) => {
      cloud.faults.inject('UploadPart', { kind: 'answer', status: 503, code: 'ServiceUnavailable' }, 3)
    },
    bad: ['multipart/oss:ServiceUnavailable'],
    says: [/OSS is unavailable/],
  },
  'the callback cannot be reached': {
    breaks: env('PUBLIC_URL', 'http://localhost:1'),
    bad: ['callback/oss:CallbackFailed'],
    says: [/The file is stored \(203\)/, /PUBLIC_URL/],
  },
  'the callback is answered 201': {
    breaks: callbackTo((_, response) => response.writeHead(201).end('{}')),
    bad: ['callback/oss:CallbackFailed'],
    says: [/did not answer 200; OSS takes nothing else/, /Error status : 201/],
  },
  'the callback is answered by a page': {
    breaks: callbackTo((_, response) => response.writeHead(200, { 'content-length': '4' }).end('<p/>')),
    bad: ['callback/oss:CallbackFailed'],
    says: [/no JSON/],
  },
  'the callback is answered by another backend': {
    breaks: callbackTo((_, response) => response.writeHead(200, { 'content-length': '11' }).end('{"ok":true}')),
    bad: ['callback/not-ours'],
    says: [/is not this backend/],
  },
  'the callback is changed by a proxy': {
    breaks: (one) =>
      callbackTo(async (request, response) => {
        const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const)
        const body = Buffer.concat([await bodyOf(request), Buffer.from('&more')])
        const sent = { ...Object.fromEntries(headers), 'content-length': String(body.length) }
        const answer = await createHttp()({
          method: 'POST',
          url: `${one.env.PUBLIC_URL}${request.url}`,
          headers: sent,
          body,
        })
        response.writeHead(answer.status, { ...answer.headers }).end(answer.body)
      })(one),
    bad: ['callback/not-believed'],
    says: [/does not believe the callback’s signature/],
  },
  'the callback’s certificate has expired': {
    breaks: async ({ tls }) => {
      const { port, wiring } = await tls({ days: -1 })
      return { env: { PUBLIC_URL: `https://localhost:${port}` }, wiring }
    },
    bad: ['callback/network:CERT_HAS_EXPIRED'],
    says: [/localhost.*expired/],
  },
  'the callback has no IPv4 address': {
    breaks: env('PUBLIC_URL', 'https://nobody.invalid'),
    bad: ['callback/no-ipv4'],
    says: [/OSS calls back by IPv4 only/],
  },
  'the bucket is public': {
    breaks: ({ asOwner }) =>
      asOwner({ method: 'PUT', query: { acl: '' }, headers: { 'x-oss-acl': 'public-read' } }).then(noOptions),
    bad: ['access/public-bucket'],
    says: [/the bucket is public-read/, /Block Public Access/],
  },
  'the bucket is public, and only that shows': {
    breaks: async ({ asOwner, cloud, env: values }) => {
      await asOwner({ method: 'PUT', query: { acl: '' }, headers: { 'x-oss-acl': 'public-read' } })
      const [role] = rolePolicy(values).Statement
      cloud.setRolePolicy({ Version: '1', Statement: [role] })
      return { args: ['--only', 'access'] }
    },
    bad: ['access/public-bucket'],
    says: [/the bucket is public-read/],
  },
  'versions are on': {
    breaks: settings('versioning', '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>'),
    bad: ['versioning/versioned'],
    says: [/versioning is Enabled/, /make another bucket/],
  },
  'versions are suspended': {
    breaks: settings('versioning', '<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>'),
    bad: ['versioning/versioned'],
    says: [/versioning is Suspended/],
  },
  'the acceleration domain is not switched on': {
    breaks: async ({ tls, cloud }) => ({
      env: { OSS_DOMAIN: 'https://examplebucket.oss-accelerate.aliyuncs.com', OSS_ENDPOINT: cloud.ossUrl },
      wiring: (await tls({ name: 'examplebucket.oss-accelerate.aliyuncs.com', days: 90 })).wiring,
    }),
    bad: ['acceleration/not-accelerated'],
    says: [/no transfer acceleration/, /Transfer Acceleration/],
  },
  'CORS does not allow the page': {
    breaks: async ({ asOwner }) => {
      await asOwner({ method: 'DELETE', query: { cors: '' } })
      return { env: { CORS_ORIGINS: 'https://www.example.com' } }
    },
    bad: ['cors/not-allowed'],
    says: [/POST https:\/\/www\.example\.com/, /setup cors apply/],
  },
  'CORS does not expose ETag': {
    breaks: async (one) => {
      await cors('GET HEAD POST PUT DELETE', 'x-oss-request-id x-oss-hash-crc64ecma x-oss-version-id')(one)
      return { env: { CORS_ORIGINS: 'https://www.example.com' } }
    },
    bad: ['cors/etag-hidden'],
    says: [/ETag is not exposed/, /setup cors apply/],
  },
  'CORS exposes ETag alone': {
    breaks: async (one) => {
      await cors('GET HEAD POST PUT DELETE', 'ETag')(one)
      return { env: { CORS_ORIGINS: 'https://www.example.com' } }
    },
    bad: ['cors/headers-hidden'],
    says: [/not exposed: x-oss-request-id, x-oss-hash-crc64ecma/],
    code: 1,
  },
  'CORS lacks a method': {
    breaks: async (one) => {
      await cors('GET HEAD PUT DELETE', 'ETag x-oss-request-id x-oss-hash-crc64ecma x-oss-version-id')(one)
      return { env: { CORS_ORIGINS: 'https://www.example.com' } }
    },
    bad: ['cors/not-allowed'],
    says: [/not allowed: POST https:\/\/www\.example\.com$/],
  },
  'there are no lifecycle rules': {
    breaks: ({ asOwner }) => writeLifecycle(asOwner, []).then(noOptions),
    bad: ['lifecycle/no-pending-rule', 'lifecycle/no-parts-rule'],
    says: [/no rule clears uploads\/pending\/ after 1 day/, /setup lifecycle apply/],
    code: 1,
  },
  'parts are never cleared': {
    breaks: ({ asOwner }) =>
      writeLifecycle(asOwner, wantedRules('uploads').slice(0, 1).map(lifecycleRule)).then(noOptions),
    bad: ['lifecycle/no-parts-rule'],
    says: [/unfinished parts under uploads\//],
    code: 1,
  },
  'a rule for the whole bucket is in the way': {
    breaks: ({ asOwner }) => {
      const all = { id: 'all', action: 'Expiration' as const, prefix: '', days: 365 }
      const rules = [all, ...wantedRules('uploads').slice(1)].map(lifecycleRule)
      return writeLifecycle(asOwner, rules).then(noOptions)
    },
    bad: ['lifecycle/late'],
    says: [/OSS takes no second rule of that action/],
    code: 1,
  },
  'the AppSecret is wrong': {
    breaks: env('WECHAT_SECRET', '00000000000000000000000000000000'),
    bad: ['wechat/wechat-refused'],
    says: [/errcode 40125/, /Reset it at mp\.weixin\.qq\.com/],
  },
  'the AppID is wrong': {
    breaks: env('WECHAT_APPID', 'wxffffffffffffffff'),
    bad: ['wechat/wechat-refused'],
    says: [/errcode 40013/],
  },
  'WeChat cannot be reached': {
    breaks: async () => ({ env: { WECHAT_ENDPOINT: `http://localhost:${await deadPort()}` } }),
    bad: ['wechat/wechat-unreachable'],
    says: [/ECONNREFUSED/, /api\.weixin\.qq\.com/],
    code: 1,
  },
  'a page has an AccessKey in it': {
    breaks: ({ page }) => page('index.ts', `const keys = {\n  id: 'LTAI5t${'AbCdEfGhIjKlMnOpQr'}',\n}\n`),
    bad: ['leaks/leaked:index.ts:2'],
    says: [/index\.ts:2 has an AccessKey LTAI5tAb…OpQr/, /disable and delete the AccessKey/],
  },
  'a page has an AppSecret in it': {
    breaks: ({ page }) => page('index.js', `wx.request({ data: { secret: '0123456789abcdef0123456789abcdee' } })`),
    bad: ['leaks/leaked:index.js:1'],
    says: [/an AppSecret or the like/],
  },
  'a page has the backend’s own secret in it': {
    breaks: ({ page, env: { SESSION_SECRET } }) => page('app.json', `{\n "x": "${SESSION_SECRET}"\n}`),
    bad: ['leaks/leaked:app.json:2'],
    says: [/a secret of the backend’s environment/],
  },
}

describe('one broken thing', () => {
  it.each(Object.entries(BROKEN))('%s', async (_, { breaks, bad, says, code = 2 }) => {
    const options = ((await breaks(rig)) ?? {}) as DoctorOptions
    const report = await rig.doctor(options)
    expect([report.bad, report.code]).toEqual([bad, code])
    const found = report.checks
      .flatMap(({ findings }) => findings)
      .filter(({ severity }) => severity === 'warning' || severity === 'error')
    const said = found.flatMap((one) => [one.found.en, one.mend?.en ?? '', one.command ?? ''])
    for (const pattern of says) expect(said.join('\n')).toMatch(new RegExp(pattern, 'm'))
    for (const { found: text, mend } of found) {
      expect(mend).toBeDefined()
      expect(mend?.zh).toMatch(/\p{Script=Han}/u)
      expect(text.en).not.toMatch(/\p{Script=Han}/u)
    }
    expect(report.leftBehind).toEqual([])
    expect(rig.cloud.inspect.objects(rig.cloud.bucket)).toEqual([])
    expect(rig.cloud.inspect.uploads(rig.cloud.bucket)).toEqual([])
    // The text for people as well, for what it prints.
    await rig.text(options)
  })
})

describe('all that was printed of it', () => {
  it('has none of the secrets that there were: of the environment, and of every session', () => {
    const all = printed.join('\n')
    expect(all.length).toBeGreaterThan(100_000)
    expect(secrets.size).toBeGreaterThan(300)
    expect([...secrets].filter((secret) => all.includes(secret))).toEqual([])
  })
})

const OK: HttpAnswer = { status: 200, headers: {}, body: Buffer.alloc(0) }

/** Answers a read of something pending by a `read` session as if it were allowed. */
function readsPending({ method, url, headers = {} }: HttpRequest, answer: HttpAnswer): HttpAnswer | undefined {
  const isProbe = method === 'GET' && /pending\/doctor-\w+-nothing$/.test(url) && answer.status === 403
  return isProbe && headers['x-oss-security-token'] ? { ...answer, status: 404, body: NO_SUCH_KEY } : undefined
}

const NO_SUCH_KEY = Buffer.from('<Error><Code>NoSuchKey</Code></Error>')

function lacking(...actions: string[]): Record<string, Broken> {
  return Object.fromEntries(
    actions.map((action) => [
      `the role lacks ${action}`,
      {
        breaks: without(action),
        bad: ['rights/missing-action'],
        says: [new RegExp(`on examplebucket/uploads/\\* the role lacks ${action}$`), /setup policy role/],
      },
    ]),
  )
}

function without(action: string): Break {
  return ({ cloud, env: values }) =>
    cloud.setRolePolicy(rolePolicy(values, (actions) => actions.filter((one) => one !== action)))
}

function cors(methods: string, exposed: string) {
  const all = (name: string, values: string): string =>
    values
      .split(' ')
      .map((value) => `<${name}>${value}</${name}>`)
      .join('')
  return settings(
    'cors',
    `<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin>${all('AllowedMethod', methods)}<AllowedHeader>*</AllowedHeader>${all('ExposeHeader', exposed)}</CORSRule></CORSConfiguration>`,
  )
}

/** As Function Compute gives them to what runs there. */
async function temporaryKey(cloud: LocalCloud) {
  const sts = createSts({
    roleArn: cloud.account.roleArn,
    endpoint: cloud.stsUrl,
    region: cloud.region,
    source: cloud.account,
  })
  const { credentials } = await sts.assume('function')
  return { ...credentials, securityToken: credentials.securityToken ?? '' }
}

/** Where nobody listens any more; `fetch` refuses those where nobody ever does. */
async function deadPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}
