/** One thing is broken at a time: doctor names exactly that one, and how to fix it. */
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { LocalCloud } from '../../../../dev/local-cloud'
import type { HttpAnswer, HttpRequest } from '../../../../server/cli/cloud/http'
import { createHttp } from '../../../../server/cli/cloud/http'
import { createSts } from '../../../../server/cli/cloud/sts'
import { lifecycleRule, wantedRules } from '../../../../server/cli/setup/rules/lifecycle'
import { bodyOf, type DoctorOptions, headersOf, type Rig, rolePolicy, send, startRig, writeLifecycle } from './rig'

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

/** Breaks one thing. May return options for doctor. */
type Break = (rig: Rig) => unknown

interface Broken {
  breaks: Break
  /** `check/code` of every warning and error. */
  bad: string[]
  /** Expected in the English text of `found`, `fix` or `command`. */
  says: RegExp[]
  /** The exit code: 2 by default, 1 if there are only warnings. */
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
/** A faulty gateway between this machine and the bucket. */
const gateway = (change: (request: HttpRequest, answer: HttpAnswer) => HttpAnswer | undefined): DoctorOptions => ({
  overrides: {
    http: async (request) => {
      const answer = await send(request)
      return change(request, answer) ?? answer
    },
  },
})
const DEFAULT_DOMAIN = 'examplebucket.oss-cn-hangzhou.aliyuncs.com'
const callbackTo =
  (handle: Parameters<Rig['http']>[0]): Break =>
  async ({ http }) => ({ env: { PUBLIC_URL: await http(handle) } })

const BROKEN: Record<string, Broken> = {
  'a variable is missing': {
    breaks: env('OSS_BUCKET', undefined),
    bad: ['configuration/env:OSS_BUCKET'],
    says: [/OSS_BUCKET: is missing/, /setup -- env/],
  },
  'a placeholder is left': {
    breaks: env('SESSION_SECRET', 'change-me-to-64-random-hex-characters'),
    bad: ['configuration/env:SESSION_SECRET'],
    says: [/is still the placeholder/],
  },
  'no identity is configured': {
    breaks: () => ({ env: { WECHAT_APPID: undefined, WECHAT_SECRET: undefined } }),
    bad: ['configuration/no-identity'],
    says: [/answers every request with 401/, /WECHAT_APPID/],
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
      overrides: (await tls({ name: 'files.example.com', days: -1 })).overrides,
    }),
    bad: ['certificate/network:CERT_HAS_EXPIRED'],
    says: [/files\.example\.com.*expired/, /Install a valid one/],
  },
  'the certificate is for another host name': {
    breaks: async ({ tls }) => ({
      env: { OSS_DOMAIN: 'https://files.example.com', PUBLIC_URL: undefined },
      overrides: (await tls({ name: 'other.example.com', days: 90 })).overrides,
    }),
    bad: ['certificate/network:ERR_TLS_CERT_ALTNAME_INVALID'],
    says: [/it is for another host name/],
  },
  'the certificate expires within days': {
    breaks: async ({ tls, cloud }) => ({
      env: { OSS_DOMAIN: 'https://files.example.com', OSS_ENDPOINT: cloud.ossUrl },
      overrides: (await tls({ name: 'files.example.com', days: 5 })).overrides,
    }),
    bad: ['certificate/certificate-soon'],
    says: [/expires in [45] days/, /Renew it/],
    code: 1,
  },
  'OSS cannot be reached': {
    breaks: env('OSS_DOMAIN', 'http://localhost:1'),
    bad: ['clock/network:ECONNREFUSED'],
    says: [/no program listens at this address/],
  },
  'OSS does not answer in time': {
    breaks: async ({ http }) => ({
      env: { OSS_DOMAIN: await http(() => {}) },
      overrides: { http: createHttp({ timeoutMs: 100 }) },
    }),
    bad: ['clock/network:TimeoutError'],
    says: [/There was no answer in time/],
  },
  'the clock is 20 minutes off': {
    breaks: ({ cloud }) => {
      cloud.faults.clockShift = 20 * 60_000
    },
    bad: ['clock/clock-skew'],
    says: [/clock of this machine is (1199|1200|1201) s behind/, /timedatectl set-ntp true/],
  },
  'the clock is two minutes off': {
    breaks: ({ cloud }) => {
      cloud.faults.clockShift = -2 * 60_000
    },
    bad: ['clock/clock-skew'],
    says: [/clock of this machine is (119|120|121) s ahead/],
    code: 1,
  },
  'the secret is wrong': {
    breaks: env('ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'mistyped-0000000000000000000'),
    bad: ['source/sts:SignatureDoesNotMatch'],
    says: [/mistyped AccessKey Secret/, /Copy ALIBABA_CLOUD_ACCESS_KEY_SECRET again/],
  },
  'there is no AccessKey at all': {
    breaks: () => ({
      env: { ALIBABA_CLOUD_ACCESS_KEY_ID: undefined, ALIBABA_CLOUD_ACCESS_KEY_SECRET: undefined },
    }),
    bad: ['source/network:NoCredentials'],
    says: [/No credentials were found/, /give the instance a RAM role/],
  },
  'the temporary credentials have expired': {
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
    says: [/security token has expired/, /Get new temporary credentials/],
  },
  'there is no such AccessKey': {
    breaks: env('ALIBABA_CLOUD_ACCESS_KEY_ID', 'an-unknown-access-key-id'),
    bad: ['source/sts:InvalidAccessKeyId.NotFound'],
    says: [/Check ALIBABA_CLOUD_ACCESS_KEY_ID/],
  },
  'the AccessKey is inactive': {
    breaks: ({ cloud }) => cloud.setKeyActive(cloud.account.accessKeyId, false),
    bad: ['source/sts:InvalidAccessKeyId.Inactive'],
    says: [/This AccessKey is inactive/, /Enable it in the RAM console/],
  },
  'the AccessKey is that of the account': {
    breaks: ({ cloud }) => keys(cloud.root),
    bad: ['source/root-key'],
    says: [/AccessKey of the Alibaba Cloud account/, /setup -- policy user/],
  },
  'STS cannot be reached': {
    breaks: env('STS_ENDPOINT', 'http://localhost:1'),
    bad: ['source/network:ECONNREFUSED'],
    says: [/no program listens/],
  },
  'there is no role': {
    breaks: ({ cloud, env: values }) => {
      cloud.setUserPolicy(cloud.account.accessKeyId, rolePolicy(values))
      return { env: { STS_ROLE_ARN: undefined } }
    },
    bad: ['source/no-role'],
    says: [/STS_ROLE_ARN is not set/, /Create a role/],
    code: 1,
  },
  'the role has no trust policy': {
    breaks: ({ cloud }) => cloud.setRoleTrust(false),
    bad: ['role/sts:NoPermission'],
    says: [/trust policy does not name/, /setup -- policy trust/],
  },
  'the user may not assume it': {
    breaks: ({ cloud }) => keys(cloud.stranger),
    bad: ['role/sts:NoPermission'],
    says: [/lacks sts:AssumeRole/, /setup -- policy user/],
  },
  'there is no such role': {
    breaks: env('STS_ROLE_ARN', 'acs:ram::1234567890123456:role/missing'),
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
  'the region is wrong in the signature': {
    breaks: env('OSS_REGION', 'cn-shanghai'),
    bad: ['bucket/wrong-region'],
    says: [/not in cn-shanghai/, /Set OSS_REGION/],
  },
  'the region is wrong in the address': {
    breaks: async ({ tls }) => ({
      env: { OSS_REGION: 'cn-shanghai', OSS_DOMAIN: undefined, PUBLIC_URL: undefined },
      overrides: (await tls({ name: 'examplebucket.oss-cn-shanghai.aliyuncs.com', days: 90 })).overrides,
    }),
    bad: ['bucket/wrong-region'],
    says: [/the bucket is in cn-hangzhou/, /Set OSS_REGION to cn-hangzhou/],
  },
  'there is no such bucket': {
    breaks: async ({ tls }) => ({
      env: { OSS_BUCKET: 'missing-bucket', OSS_DOMAIN: undefined, PUBLIC_URL: undefined },
      overrides: (await tls({ name: 'missing-bucket.oss-cn-hangzhou.aliyuncs.com', days: 90 })).overrides,
    }),
    bad: ['bucket/oss:NoSuchBucket'],
    says: [/There is no such bucket/, /Check OSS_BUCKET/],
  },
  'the domain is bound to another bucket': {
    breaks: env('OSS_BUCKET', 'another-bucket'),
    bad: ['bucket/other-bucket'],
    says: [/the domain belongs to the bucket examplebucket, but OSS_BUCKET is another-bucket/, /Set OSS_BUCKET to/],
  },
  'only the clients’ domain is bound to another bucket': {
    breaks: async ({ tls, cloud }) => ({
      env: {
        OSS_BUCKET: DEFAULT_DOMAIN.split('.')[0],
        OSS_DOMAIN: 'https://files.example.com',
        OSS_ENDPOINT: cloud.ossUrl,
        PUBLIC_URL: undefined,
      },
      overrides: (await tls({ name: 'files.example.com', days: 90 }, otherBucket)).overrides,
    }),
    bad: ['domain/other-bucket'],
    says: [/the domain belongs to the bucket photos, but OSS_BUCKET is examplebucket/, /change OSS_DOMAIN/],
  },
  'the domain belongs to another server': {
    breaks: async ({ http }) => ({ env: { OSS_DOMAIN: await http((_, response) => response.end('hello')) } }),
    bad: ['bucket/not-oss'],
    says: [/the answer is not from OSS/, /CNAME to the bucket/],
  },
  'the default domain refuses new accounts': {
    breaks: async ({ tls, cloud }) => {
      cloud.settings.forbidPublicEndpoint = true
      return {
        env: { OSS_DOMAIN: undefined, OSS_ENDPOINT: cloud.ossUrl },
        overrides: (await tls({ name: DEFAULT_DOMAIN, days: 90 })).overrides,
      }
    },
    bad: ['domain/oss:PublicEndpointForbidden'],
    says: [/activated OSS after 20 March 2025/, /set OSS_DOMAIN/],
  },
  ...lacking('oss:GetObject', 'oss:PutObject', 'oss:DeleteObject', 'oss:ListParts', 'oss:AbortMultipartUpload'),
  'the role lacks oss:PutObjectAcl': {
    breaks: without('oss:PutObjectAcl'),
    bad: ['permissions/missing-action'],
    says: [/big files of public routes/],
    code: 1,
  },
  'the role is for another prefix': {
    breaks: env('OSS_PREFIX', 'elsewhere'),
    bad: [
      'permissions/missing-action',
      'permissions/missing-action',
      'lifecycle/no-pending-rule',
      'lifecycle/no-parts-rule',
    ],
    says: [/on examplebucket\/elsewhere\/\* the role lacks oss:GetObject/],
  },
  'the role has too many permissions': {
    breaks: ({ cloud }) =>
      cloud.setRolePolicy({ Version: '1', Statement: [{ Effect: 'Allow', Action: 'oss:*', Resource: '*' }] }),
    bad: ['permissions/too-wide'],
    says: [
      /outside examplebucket\/uploads\/\* the role also has oss:GetObject, oss:PutObject, oss:ListObjects/,
      /AliyunOSSFullAccess/,
    ],
    code: 1,
  },
  'a session can read unconfirmed files': {
    breaks: () => gateway(readsPending),
    bad: ['sessions/session-too-wide'],
    says: [/the read session may do oss:GetObject on unconfirmed files/],
  },
  'a gateway accepts forms that OSS would refuse': {
    breaks: () => gateway(({ method }, { status }) => (method === 'POST' && status === 403 ? OK : undefined)),
    bad: ['form/changed-ticket-accepted'],
    says: [/was accepted: key, public ACL, type/, /OSS_DOMAIN must point directly to the bucket/],
  },
  'a gateway changes what is stored': {
    breaks: () =>
      gateway(({ method }, answer) =>
        method === 'HEAD' ? { ...answer, headers: { ...answer.headers, 'x-oss-hash-crc64ecma': '1' } } : undefined,
      ),
    bad: ['form/stored-differs'],
    says: [/x-oss-hash-crc64ecma 1 ≠ \d+/],
  },
  'a gateway leaves out the ETag of the bytes that the backend reads': {
    breaks: () =>
      gateway(({ headers }, answer) =>
        headers?.range ? { ...answer, headers: { ...answer.headers, etag: '' } } : undefined,
      ),
    bad: ['form/beginning-differs'],
    says: [/does not match the object: etag/, /compresses the content/],
  },
  'a gateway compresses a text for the backend': {
    breaks: () =>
      gateway(({ method, url }, answer) =>
        method !== 'PUT' && method !== 'DELETE' && url.endsWith('-beginning.txt')
          ? { ...answer, headers: { 'content-encoding': 'gzip' }, body: gzipSync(answer.body) }
          : undefined,
      ),
    bad: ['form/beginning-differs'],
    says: [/does not match the object: content-length, etag, range/, /OSS_ENDPOINT must point directly/],
  },
  'a CDN serves private files without a signature': {
    breaks: () =>
      gateway(({ method, url }, answer) =>
        method === 'GET' && /doctor-\w+-form\.jpg$/.test(url) && answer.status === 403 ? OK : undefined,
      ),
    bad: ['form/readable-unsigned'],
    says: [/without a signature/, /signs every request/],
  },
  'OSS does not check the length of parts': {
    breaks: () =>
      gateway(({ method, url }, { status }) =>
        method === 'PUT' && url.includes('partNumber=2') && status === 403 ? OK : undefined,
      ),
    bad: ['multipart/part-too-long'],
    says: [/PART_LENGTH_SIGNED=off/],
    code: 1,
  },
  'OSS does not accept parts': {
    breaks: ({ cloud }) => {
      cloud.faults.inject('UploadPart', { kind: 'answer', status: 503, code: 'ServiceUnavailable' }, 3)
    },
    bad: ['multipart/oss:ServiceUnavailable'],
    says: [/OSS is temporarily unavailable/],
  },
  'hotlink protection refuses mini-programs': {
    breaks: referer(true, ['https://www.example.org']),
    bad: ['hotlink/referer-refused'],
    says: [/refuses the Referer https:\/\/servicewechat\.com\/wx0123456789abcdef\/0/, /Hotlink Protection/],
  },
  'hotlink protection refuses requests without a Referer': {
    breaks: referer(false, ['https://servicewechat.com']),
    bad: ['hotlink/empty-referer-refused'],
    says: [/refuses requests without a Referer/, /allow an empty Referer/],
    code: 1,
  },
  'hotlink protection refuses a web page': {
    breaks: async (one) => {
      await cors('GET HEAD POST PUT DELETE', 'ETag x-oss-request-id x-oss-hash-crc64ecma x-oss-version-id')(one)
      await referer(true, [], ['https://www.example.com'])(one)
      return { env: { CORS_ORIGINS: 'https://www.example.com' } }
    },
    bad: ['hotlink/referer-refused'],
    says: [/refuses the Referer https:\/\/www\.example\.com\//],
  },
  'a CDN refuses mini-programs': {
    breaks: () =>
      gateway(({ url, headers = {} }) =>
        url.includes('-nothing?') && headers.referer ? { status: 403, headers: {}, body: Buffer.alloc(0) } : undefined,
      ),
    bad: ['hotlink/referer-refused'],
    says: [/servicewechat\.com/],
  },
  'a proxy adds no X-Forwarded-For': {
    breaks: throughProxy({}),
    bad: ['proxy/address-hidden'],
    says: [/adds no X-Forwarded-For/, /proxy_add_x_forwarded_for/],
    code: 1,
  },
  'a proxy is not trusted': {
    breaks: throughProxy({ 'x-forwarded-for': '198.51.100.7, 10.0.0.5' }),
    bad: ['proxy/proxy-not-trusted'],
    says: [/all users share the budget/, /TRUSTED_PROXIES/],
    code: 1,
  },
  'the metrics are public': {
    breaks: throughProxy({ 'x-forwarded-for': '198.51.100.7' }, 200),
    bad: ['proxy/metrics-public'],
    says: [/anybody can read \/metrics/, /METRICS_TOKEN/],
  },
  'the callback cannot be reached': {
    breaks: env('PUBLIC_URL', 'http://localhost:1'),
    bad: ['callback/oss:CallbackFailed'],
    says: [/The file is stored \(203\)/, /PUBLIC_URL/],
  },
  'the callback is answered with 201': {
    breaks: callbackTo((_, response) => response.writeHead(201).end('{}')),
    bad: ['callback/oss:CallbackFailed'],
    says: [/did not answer 200. OSS accepts no other status/, /Error status : 201/],
  },
  'the callback is answered with a page': {
    breaks: callbackTo((_, response) => response.writeHead(200, { 'content-length': '4' }).end('<p/>')),
    bad: ['callback/oss:CallbackFailed'],
    says: [/is not JSON/],
  },
  'the callback is answered by another server': {
    breaks: callbackTo((_, response) => response.writeHead(200, { 'content-length': '11' }).end('{"ok":true}')),
    bad: ['callback/other-server'],
    says: [/is not from this backend/],
  },
  'the callback is changed by a proxy': {
    breaks: (one) =>
      callbackTo(async (request, response) => {
        const body = Buffer.concat([await bodyOf(request), Buffer.from('&more')])
        const headers = { ...headersOf(request), 'content-length': String(body.length) }
        const url = `${one.env.PUBLIC_URL}${request.url}`
        const answer = await send({ method: 'POST', url, headers, body })
        response.writeHead(answer.status, { ...answer.headers }).end(answer.body)
      })(one),
    bad: ['callback/signature-refused'],
    says: [/the backend refused its signature/],
  },
  'the callback’s certificate has expired': {
    breaks: async ({ tls }) => {
      const { port, overrides } = await tls({ days: -1 })
      return { env: { PUBLIC_URL: `https://localhost:${port}` }, overrides }
    },
    bad: ['callback/network:CERT_HAS_EXPIRED'],
    says: [/localhost.*expired/],
  },
  'the callback has no IPv4 address': {
    breaks: env('PUBLIC_URL', 'https://missing.invalid'),
    bad: ['callback/no-ipv4'],
    says: [/OSS sends callbacks only over IPv4/],
  },
  'the bucket is public': {
    breaks: ({ asOwner }) =>
      asOwner({ method: 'PUT', query: { acl: '' }, headers: { 'x-oss-acl': 'public-read' } }).then(noOptions),
    bad: ['access/public-bucket'],
    says: [/the ACL of the bucket is public-read/, /Block Public Access/],
  },
  'the bucket is public, and the operator lacks permissions': {
    breaks: async ({ asOwner, cloud, env: values }) => {
      await asOwner({ method: 'PUT', query: { acl: '' }, headers: { 'x-oss-acl': 'public-read' } })
      const [role] = rolePolicy(values).Statement
      cloud.setRolePolicy({ Version: '1', Statement: [role] })
      return { args: ['--only', 'access'] }
    },
    bad: ['access/public-bucket'],
    says: [/the ACL of the bucket is public-read/],
  },
  'versioning is enabled': {
    breaks: settings('versioning', '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>'),
    bad: ['versioning/versioned'],
    says: [/versioning is Enabled/, /create another bucket/],
  },
  'versioning is suspended': {
    breaks: settings('versioning', '<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>'),
    bad: ['versioning/versioned'],
    says: [/versioning is Suspended/],
  },
  'the domain is for acceleration, which is not enabled': {
    breaks: async ({ tls, cloud }) => ({
      env: { OSS_DOMAIN: 'https://examplebucket.oss-accelerate.aliyuncs.com', OSS_ENDPOINT: cloud.ossUrl },
      overrides: (await tls({ name: 'examplebucket.oss-accelerate.aliyuncs.com', days: 90 })).overrides,
    }),
    bad: ['acceleration/not-accelerated'],
    says: [/transfer acceleration is not enabled/, /Transfer Acceleration/],
  },
  'CORS does not allow the page': {
    breaks: async ({ asOwner }) => {
      await asOwner({ method: 'DELETE', query: { cors: '' } })
      return { env: { CORS_ORIGINS: 'https://www.example.com' } }
    },
    bad: ['cors/not-allowed'],
    says: [/POST https:\/\/www\.example\.com/, /setup -- cors apply/],
  },
  'CORS does not expose ETag': {
    breaks: async (one) => {
      await cors('GET HEAD POST PUT DELETE', 'x-oss-request-id x-oss-hash-crc64ecma x-oss-version-id')(one)
      return { env: { CORS_ORIGINS: 'https://www.example.com' } }
    },
    bad: ['cors/etag-not-exposed'],
    says: [/ETag is not exposed/, /setup -- cors apply/],
  },
  'CORS only exposes ETag': {
    breaks: async (one) => {
      await cors('GET HEAD POST PUT DELETE', 'ETag')(one)
      return { env: { CORS_ORIGINS: 'https://www.example.com' } }
    },
    bad: ['cors/headers-not-exposed'],
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
    says: [/no rule removes objects under uploads\/pending\/ after 1 day/, /setup -- lifecycle apply/],
    code: 1,
  },
  'unfinished parts are never removed': {
    breaks: ({ asOwner }) =>
      writeLifecycle(asOwner, wantedRules('uploads').slice(0, 1).map(lifecycleRule)).then(noOptions),
    bad: ['lifecycle/no-parts-rule'],
    says: [/unfinished parts under uploads\//],
    code: 1,
  },
  'a lifecycle rule for the whole bucket overlaps': {
    breaks: ({ asOwner }) => {
      const all = { id: 'all', action: 'Expiration' as const, prefix: '', days: 365 }
      const rules = [all, ...wantedRules('uploads').slice(1)].map(lifecycleRule)
      return writeLifecycle(asOwner, rules).then(noOptions)
    },
    bad: ['lifecycle/overlapping-rule'],
    says: [/OSS refuses a second rule of this action/],
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
    says: [/an AppSecret or a similar secret/],
  },
  'a page has the backend’s own secret in it': {
    breaks: ({ page, env: { SESSION_SECRET } }) => page('app.json', `{\n "x": "${SESSION_SECRET}"\n}`),
    bad: ['leaks/leaked:app.json:2'],
    says: [/a secret of the backend’s environment/],
  },
  'a page has a key of the host in it': {
    breaks: ({ page }) => {
      const key = 'Kf3-0123456789abcdefghijklmnopqrstuv'
      page('index.js', `const header = { authorization: 'Bearer ${key}' }`)
      return { env: { HOST_API_KEYS: `shop:${key}:urls+head` } }
    },
    bad: ['leaks/leaked:index.js:1'],
    says: [/a secret of the backend’s environment/, /replace SESSION_SECRET or the entry of HOST_API_KEYS/],
  },
}

describe('doctor with one broken thing', () => {
  it.each(Object.entries(BROKEN))('reports it: %s', async (_, { breaks, bad, says, code = 2 }) => {
    const options = ((await breaks(rig)) ?? {}) as DoctorOptions
    const report = await rig.doctor(options)
    expect([report.bad, report.code]).toEqual([bad, code])
    const found = report.checks
      .flatMap(({ findings }) => findings)
      .filter(({ severity }) => severity === 'warning' || severity === 'error')
    const text = found.flatMap((one) => [one.found.en, one.fix?.en ?? '', one.command ?? '']).join('\n')
    for (const pattern of says) expect(text).toMatch(new RegExp(pattern, 'm'))
    for (const { found: what, fix } of found) {
      expect(fix).toBeDefined()
      expect(fix?.zh).toMatch(/\p{Script=Han}/u)
      expect(what.en).not.toMatch(/\p{Script=Han}/u)
    }
    expect(report.leftBehind).toEqual([])
    expect(rig.cloud.inspect.objects(rig.cloud.bucket)).toEqual([])
    expect(rig.cloud.inspect.uploads(rig.cloud.bucket)).toEqual([])
    // The printed text is searched for secrets below.
    await rig.text(options)
  })
})

describe('everything that doctor printed', () => {
  it('has no secret of the environment or of a session', () => {
    const all = printed.join('\n')
    expect(all.length).toBeGreaterThan(100_000)
    expect(secrets.size).toBeGreaterThan(300)
    expect([...secrets].filter((secret) => all.includes(secret))).toEqual([])
  })
})

/** Switches hotlink protection on. */
function referer(allowEmpty: boolean, allowed: string[], refused: string[] = []): Break {
  const list = (name: string, patterns: string[]): string =>
    `<${name}>${patterns.map((pattern) => `<Referer>${pattern}</Referer>`).join('')}</${name}>`
  const lists = list('RefererList', allowed) + (refused.length > 0 ? list('RefererBlacklist', refused) : '')
  return settings(
    'referer',
    `<RefererConfiguration><AllowEmptyReferer>${allowEmpty}</AllowEmptyReferer>${lists}</RefererConfiguration>`,
  )
}

/** A domain whose bucket is `photos`, so OSS signs another path than doctor did. */
const otherBucket: RequestListener = (request, response) => {
  const canonical = [
    'GET',
    `/photos${request.url}`,
    '',
    'x-oss-date:20260102T030405Z',
    '',
    '',
    'UNSIGNED-PAYLOAD',
  ].join('\n')
  const xml = `<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match.</Message><CanonicalRequest>${canonical}</CanonicalRequest></Error>`
  response.writeHead(403, { 'x-oss-request-id': '5EAB12CD34EF56AB78CD90EF' }).end(xml)
}

/** A reverse proxy in front of the backend, which adds these headers. It answers `/metrics` itself. */
function throughProxy(headers: Record<string, string>, metrics = 404): Break {
  return async ({ tls, env: { PUBLIC_URL } }) => {
    const { overrides } = await tls({ name: 'api.example.com', days: 90 }, (request, response) => {
      if (request.url === '/metrics') return response.writeHead(metrics).end()
      return send({ method: 'GET', url: `${PUBLIC_URL}${request.url}`, headers }).then(
        (answer) => response.writeHead(answer.status, { ...answer.headers }).end(answer.body),
        () => response.destroy(),
      )
    })
    return { env: { PUBLIC_URL: 'https://api.example.com' }, overrides, args: ['--only', 'proxy'] }
  }
}

const OK: HttpAnswer = { status: 200, headers: {}, body: Buffer.alloc(0) }

/** Answers as if a `read` session were allowed to read unconfirmed files. */
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
        bad: ['permissions/missing-action'],
        says: [new RegExp(`on examplebucket/uploads/\\* the role lacks ${action}$`), /setup -- policy role/],
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

/** Temporary credentials, as Function Compute gives them to a function. */
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

/** A port at which no program listens. It is not one of those that `fetch` refuses. */
async function deadPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}
