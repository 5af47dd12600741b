import { createHmac } from 'node:crypto'
import type { KeyPair } from '../../../dev/local-cloud/auth/account-keys'
import { xmlText } from '../rig/in-process'
import { type Running, startTestCloud } from '../rig/test-cloud'
import { formText, signRpc } from './rpc-request'

let running: Running
beforeEach(async () => {
  running = await startTestCloud({ extraFields: 'lax' })
})
afterEach(() => running.close())

interface Keys extends KeyPair {
  token: string
}

/** Common parameters, as `refreshSignParameters` of both SDKs adds them. */
const common = (format: string): Record<string, string> => ({
  AccessKeyId: running.cloud.account.accessKeyId,
  Action: 'AssumeRole',
  Format: format,
  RegionId: 'cn-hangzhou',
  RoleArn: running.cloud.account.roleArn,
  RoleSessionName: 'mini-program',
  SignatureMethod: 'HMAC-SHA1',
  SignatureNonce: `${Math.random()}`,
  // Java and Python send it empty.
  SignatureType: '',
  SignatureVersion: '1.0',
  Timestamp: new Date().toISOString().replace(/\.\d+/, ''),
  Version: '2015-04-01',
})

const keysIn = (text: string): Keys => ({
  accessKeyId: xmlText(text, 'AccessKeyId'),
  accessKeySecret: xmlText(text, 'AccessKeySecret'),
  token: xmlText(text, 'SecurityToken'),
})

/** `DefaultAcsClient` of Java: everything is in the query, also for POST; the answer is XML unless asked otherwise. */
async function assumeRoleInJava(method: 'GET' | 'POST', extra: Record<string, string> = {}): Promise<Response> {
  const parameters = { ...common('XML'), ...extra }
  const query = formText({ ...parameters, Signature: signRpc(method, parameters, running.cloud.account) })
  const headers = {
    'x-sdk-client': 'Java/2.0.0',
    'x-acs-action': 'AssumeRole',
    'x-acs-version': '2015-04-01',
    'x-sdk-invoke-type': 'normal',
    accept: 'application/xml',
  }
  return fetch(`${running.cloud.stsUrl}/?${query}`, { method, headers })
}

const hmac = (secret: string, text: string): string => createHmac('sha1', secret).update(text).digest('base64')

describe('A Java server with aliyun-java-sdk-sts', () => {
  it.each(['GET', 'POST'] as const)('assumes the role by %s, and reads XML', async (method) => {
    const response = await assumeRoleInJava(method)
    const text = await response.text()
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/xml;charset=utf-8'])
    expect(text).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<AssumeRoleResponse>/)
    expect(keysIn(text)).toEqual({
      accessKeyId: expect.stringMatching(/^STS\./),
      accessKeySecret: expect.stringMatching(/./),
      token: expect.stringMatching(/^CAIS/),
    })
    expect(xmlText(text, 'Expiration')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  })

  it('reads its errors in XML too', async () => {
    const response = await assumeRoleInJava('GET', { DurationSeconds: '1' })
    const text = await response.text()
    expect([response.status, xmlText(text, 'Code')]).toEqual([400, 'InvalidParameter.DurationSeconds'])
    expect(text).toContain('<Error>')
  })

  it.each([
    ['starts-with', 'src/2026-01-02/'],
    ['eq', 'src/2026-01-02/a1b2c3.jpg'],
  ])('gives a mini-program a form whose policy has %s for the key', async (mode, value) => {
    const keys = keysIn(await (await assumeRoleInJava('GET')).text())
    const expiration = new Date(Date.now() + 30_000).toISOString()
    // `PolicyConditions.jsonize` of the Java SDK.
    const policy = `{"expiration":"${expiration}","conditions":[["content-length-range",0,2097152],["${mode}","$key","${value}"]]}`
    const encoded = Buffer.from(policy).toString('base64')
    const key = 'src/2026-01-02/a1b2c3.jpg'
    const answer = await uploadFile([
      ['key', key],
      ['policy', encoded],
      ['OSSAccessKeyId', keys.accessKeyId],
      ['signature', hmac(keys.accessKeySecret, encoded)],
      ['x-oss-security-token', keys.token],
    ])
    expect([answer.status, await answer.text()]).toEqual([204, ''])
    expect(running.cloud.inspect.objects(running.cloud.bucket)?.map((object) => object.key)).toEqual([key])
  })

  it('is refused for another key and for a wrong signature', async () => {
    const keys = keysIn(await (await assumeRoleInJava('GET')).text())
    const expiration = new Date(Date.now() + 30_000).toISOString()
    const policy = Buffer.from(`{"expiration":"${expiration}","conditions":[["starts-with","$key","src/"]]}`)
    const encoded = policy.toString('base64')
    const fields = (key: string, signature: string): [string, string][] => [
      ['key', key],
      ['policy', encoded],
      ['OSSAccessKeyId', keys.accessKeyId],
      ['signature', signature],
      ['x-oss-security-token', keys.token],
    ]
    const codeOf = async (answer: Response) => xmlText(await answer.text(), 'Code')
    const signature = hmac(keys.accessKeySecret, encoded)
    expect(await codeOf(await uploadFile(fields('other/a', signature)))).toBe('AccessDenied')
    expect(await codeOf(await uploadFile(fields('src/a', hmac('x', encoded))))).toBe('SignatureDoesNotMatch')
    running.cloud.settings.extraFields = 'strict'
    expect(await codeOf(await uploadFile(fields('src/a', signature)))).toBe('InvalidArgument')
  })
})

/** The bytes that `wx.uploadFile` sends: the fields of `formData` in order, then the file. */
function uploadFile(fields: [string, string][]): Promise<Response> {
  const boundary = '----WechatMiniProgramBoundary'
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const file = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="tmp_a.jpg"\r\nContent-Type: image/jpeg\r\n\r\nphoto\r\n--${boundary}--\r\n`
  const headers = {
    'content-type': `multipart/form-data; boundary=${boundary}`,
    referer: 'https://servicewechat.com/wx0/1/page-frame.html',
  }
  return fetch(running.cloud.ossUrl, { method: 'POST', headers, body: parts.join('') + file })
}

describe('A Python server with aliyun-python-sdk-sts and oss2', () => {
  async function assumeRoleInPython(): Promise<Keys> {
    const { RegionId: _, ...parameters } = common('JSON')
    const query = formText({ ...parameters, Signature: signRpc('GET', parameters, running.cloud.account) })
    const headers = { 'x-sdk-client': 'python/2.0.0', 'x-acs-action': 'AssumeRole', 'x-acs-version': '2015-04-01' }
    const response = await fetch(`${running.cloud.stsUrl}/?${query}`, { headers })
    const { Credentials } = (await response.json()) as { Credentials: Record<string, string> }
    const { AccessKeyId = '', AccessKeySecret = '', SecurityToken = '' } = Credentials
    return { accessKeyId: AccessKeyId, accessKeySecret: AccessKeySecret, token: SecurityToken }
  }

  /** `bucket.sign_url(method, key, 300, slash_safe=True)` with `StsAuth`. */
  function signUrl(method: string, key: string, keys: Keys): string {
    const { bucket, ossUrl } = running.cloud
    const expires = Math.floor(Date.now() / 1000) + 300
    const text = `${method}\n\n\n${expires}\n/${bucket}/${key}?security-token=${keys.token}`
    const query = new URLSearchParams({
      OSSAccessKeyId: keys.accessKeyId,
      Expires: `${expires}`,
      Signature: hmac(keys.accessKeySecret, text),
      'security-token': keys.token,
    })
    return `${ossUrl}/${key}?${query.toString().replaceAll('+', '%20')}`
  }

  /** A call of `Bucket` with `StsAuth`, which signs by V1 in the header. */
  function call(
    method: string,
    path: string,
    keys: Keys,
    init: { headers?: Record<string, string>; body?: string } = {},
  ) {
    const { bucket, ossUrl } = running.cloud
    const date = new Date().toUTCString()
    const type = init.body === undefined ? '' : 'application/xml'
    const text = `${method}\n\n${type}\n${date}\nx-oss-security-token:${keys.token}\n/${bucket}${path}`
    const headers = {
      // `fetch` drops a Date header; OSS takes this one in its place, and signs it.
      'x-oss-date': date,
      'x-oss-security-token': keys.token,
      ...(type && { 'content-type': type }),
      ...init.headers,
    }
    const signed = text.replace('x-oss-security-token', `x-oss-date:${date}\nx-oss-security-token`)
    const authorization = `OSS ${keys.accessKeyId}:${hmac(keys.accessKeySecret, signed)}`
    return fetch(ossUrl + path, { method, headers: { ...headers, authorization }, body: init.body })
  }

  it('uploads by a signed URL, finds the object, and downloads it by another one', async () => {
    const keys = await assumeRoleInPython()
    const key = 'exampledir/exampleobject.txt'
    const put = await fetch(signUrl('PUT', key, keys), { method: 'PUT', body: Buffer.from('hello') })
    expect(put.status).toBe(200)
    // `object_exists` asks for changes since tomorrow, and takes a 304 for a yes.
    const tomorrow = new Date(Date.now() + 86_400_000).toUTCString()
    const exists = await call('GET', `/${key}`, keys, { headers: { 'if-modified-since': tomorrow } })
    expect([exists.status, await exists.text(), exists.headers.get('x-oss-err')]).toEqual([304, '', null])
    const missing = await call('GET', '/none', keys, { headers: { 'if-modified-since': tomorrow } })
    expect(missing.status).toBe(404)
    const get = await fetch(signUrl('GET', key, keys))
    expect([get.status, await get.text()]).toEqual([200, 'hello'])
  })

  it('sets, reads and deletes the CORS rules', async () => {
    const keys = await assumeRoleInPython()
    const rule = '<CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>PUT</AllowedMethod></CORSRule>'
    const body = `<CORSConfiguration>${rule}</CORSConfiguration>`
    expect((await call('PUT', '/?cors', keys, { body })).status).toBe(200)
    expect(await (await call('GET', '/?cors', keys)).text()).toContain('<AllowedMethod>PUT</AllowedMethod>')
    expect((await call('DELETE', '/?cors', keys)).status).toBe(204)
    expect(await (await call('GET', '/?cors', keys)).text()).toContain('NoSuchCORSConfiguration')
  })

  it('lists objects with times that strptime can read', async () => {
    const keys = await assumeRoleInPython()
    await fetch(signUrl('PUT', 'a', keys), { method: 'PUT', body: Buffer.from('x') })
    const list = await (await call('GET', '/', keys)).text()
    expect(xmlText(list, 'LastModified')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/)
  })
})
