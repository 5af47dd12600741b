/** Error texts as people post them in issues and forums, with invented ids and hosts. */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { run } from '../run'

const folder = fileURLToPath(new URL('./posted/', import.meta.url))

interface Answer {
  family: string
  code: string
  what: RegExp
  fix: RegExp
  /** The code in the mini-program's console; absent if the error cannot arise there. */
  console?: string
  ec?: string
  status?: number
  vendor?: string
}

const oss = (code: string, console: string, what: RegExp, fix: RegExp, more: Partial<Answer> = {}): Answer => ({
  family: 'oss',
  code,
  console,
  what,
  fix,
  ...more,
})
const sts = (code: string, what: RegExp, fix: RegExp, more: Partial<Answer> = {}): Answer => ({
  family: 'sts',
  code,
  console: 'server-misconfigured',
  what,
  fix,
  ...more,
})
const other = (family: string, code: string, what: RegExp, fix: RegExp, more: Partial<Answer> = {}): Answer => ({
  family,
  code,
  what,
  fix,
  ...more,
})

const ANSWERS: Record<string, Answer> = {
  '01_invalid_policy_json': oss('InvalidPolicyDocument', 'policy-refused', /not valid JSON/, /base64 -d/),
  '02_invalidpart_etag_undefined': oss('InvalidPart', 'oss-refused', /CORS rule does not expose/, /cors apply/),
  '03_anonymous': oss('AccessDenied', 'access-denied', /not signed/, /signed URL/),
  '04_sts_id_without_token': oss('InvalidAccessKeyId', 'ticket-expired', /has no security token/, /stsToken/, {
    ec: '0002-00000003',
  }),
  '05_statuscodeerror_escaped': oss('InvalidAccessKeyId', 'ticket-expired', /begins with a space/, /\.env/, {
    status: 403,
  }),
  '06_python_dict': oss('SecurityTokenExpired', 'ticket-expired', /token has expired/, /new credentials/, {
    ec: '0002-00000007',
    status: 403,
  }),
  '07_xhr_error': other('browser', 'NO_ANSWER', /hides the cause/, /cors apply/),
  '09_ios_nosuchupload': oss('NoSuchUpload', 'already-exists', /no such multipart upload/, /Ask the backend/),
  '10_ios_cert': other('network', 'CERT_UNTRUSTED', /not trusted/, /all its intermediates/),
  '11_nopermission_sentence': sts('NoPermission', /lacks sts:AssumeRole/, /policy user/),
  '12_sdk_servererror': sts('NoPermission', /lacks sts:AssumeRole/, /policy trust/),
  '13_missing_security_token': sts('MissingSecurityToken', /token is missing/, /ALIBABA_CLOUD_SECURITY_TOKEN/, {
    status: 400,
  }),
  '14_callback_not_json': oss('CallbackFailed', 'not-confirmed', /is not JSON/, /PUBLIC_URL/),
  '15_badrequest_localhost': oss('BadRequest', 'network', /could not parse/, /percent-encode the key/),
  '17_interupted': other('wx', '', /interrupted the network/, /continues/, { console: 'interrupted' }),
  '18_bare_fail': other('wx', '', /does not say why/, /remote debugging/, { console: 'network' }),
  '19_must_contain_key': oss('InvalidArgument', 'oss-refused', /no key/, /last field/),
  '20_other_vendor_cos': other('oss', 'AccessDenied', /Tencent Cloud COS/, /OSS_DOMAIN/, { vendor: 'cos' }),
  '21_connect_timeout': other('network', 'ETIMEDOUT', /not established/, /security group/),
  '22_response_timeout': other('network', 'TimeoutError', /no answer in time/, /partSize/),
  '23_etag_expose': other('browser', 'EXPOSE_HEADERS', /does not expose ETag/, /cors apply/),
  '24_cors_blocked': other('browser', 'CORS', /browser blocked/, /cors apply/),
  '26_enotfound_ossoss': other('network', 'ENOTFOUND', /oss- twice/, /OSS_REGION/),
  '28_specified_endpoint': oss('AccessDenied', 'access-denied', /another region/, /OSS_REGION/),
  '29_java_sdk': oss('AccessDenied', 'access-denied', /not public/, /STS_ROLE_ARN/, { ec: '0003-00000001' }),
  '30_getfilesize': other('sdk', 'FILE_ARGUMENT', /not given a file/, /input\.files\[0\]/),
  '31_safari_sigmismatch': oss('SignatureDoesNotMatch', 'signature-refused', /Secret is wrong/, /--request/),
  '32_php_empty': other('http', '403', /HEAD has no body/, /GET instead of HEAD/, { status: 403 }),
  '33_curl28': other('network', 'TimeoutError', /no answer in time/, /Try another network/),
  '34_wx_quota': other('wx', '', /storage of the mini-program is full/, /removeSavedFile/),
  '35_access_token': other('wechat', '40001', /not the latest/, /getStableAccessToken/),
  '36_risky': other('wechat', '87014', /content check/, /do not retry/),
  '37_host_not_found_zh': other('wx', '', /does not resolve/, /DNS/, { console: 'network' }),
  '39_param': other('wx', '', /wrong type/, /tempFilePath/, { console: 'network' }),
  '40_nested_detail': other('wx', '', /does not allow/, /openAppAuthorizeSetting/, { console: 'permission-denied' }),
  '42_getaddr_node': other('network', 'ENOTFOUND', /does not resolve/, /DNS/),
  '44_wx_tls': other('wx', '', /TLS handshake failed/, /TLS 1\.2/, { console: 'certificate-invalid' }),
  '45_go_v2': oss('CallbackFailed', 'not-confirmed', /is not JSON/, /PUBLIC_URL/, { ec: '0007-00000203', status: 203 }),
}

describe('an error text as people post it', () => {
  it('has an expected answer for each file', () => {
    expect(readdirSync(folder).map((name) => name.replace('.txt', ''))).toEqual(Object.keys(ANSWERS))
  })

  it.each(Object.entries(ANSWERS))('is answered: %s', async (name, { what, fix, console, ...error }) => {
    const { code, stdout } = await run(['explain', '--json', '--file', `${folder}${name}.txt`])
    const found = JSON.parse(stdout)
    expect(found.error).toMatchObject(error)
    expect(found.what.en).toMatch(what)
    expect(found.fix.en).toMatch(fix)
    expect(found.inConsole?.code).toBe(console)
    expect(code).toBe(0)
  })
})
