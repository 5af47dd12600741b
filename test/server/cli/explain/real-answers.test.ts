/** Pastes real answers of OSS, STS, WeChat and the library into `explain`. */
import { startWechatApi, type WechatApi } from '../../../../dev/wechat-api'
import { NEVER } from '../../../../miniprogram/uploader/core/flow/cancellation'
import { createUploader, UploadError } from '../../../../miniprogram/uploader/wx'
import { wxLogin } from '../../../../miniprogram/uploader/wx/login'
import { pick } from '../../../../miniprogram/uploader/wx/pick'
import { wxPorts } from '../../../../miniprogram/uploader/wx/ports'
import type { WxApi } from '../../../../miniprogram/uploader/wx/wx-api'
import { assumeRole } from '../../../../server/credentials/assume-role'
import { Fault } from '../../../../server/faults/fault'
import type { Routes } from '../../../../server/routes'
import { endingOf, jpeg, type Rig, startRig } from '../../../main-path/rig'
import { run } from '../run'

let rig: Rig
let wechat: WechatApi
beforeAll(async () => {
  rig = await startRig()
  wechat = await startWechatApi({ app: { appid: 'wx0123456789abcdef', secret: 'a'.repeat(32) } })
})
afterAll(async () => {
  await rig.close()
  await wechat.close()
})

const explained = async (input: string, ...more: string[]) => {
  const { stdout } = await run(['explain', '--json', ...more], { stdin: input })
  return JSON.parse(stdout)
}

describe('explain --json', () => {
  it('reads code and request id of the XML of a GET, and finds the entry of this cause', async () => {
    const answer = await fetch(`${rig.stack.cloud.ossUrl}/nothing.jpg`)
    const xml = await answer.text()
    const found = await explained(xml)
    expect(found.error).toMatchObject({
      family: 'oss',
      code: 'AccessDenied',
      requestId: answer.headers.get('x-oss-request-id'),
    })
    expect(found.what.en).toMatch(/not public, and the request is not signed/)
  })

  it('reads the headers of a HEAD, one of which has the XML as base64', async () => {
    const answer = await fetch(`${rig.stack.cloud.ossUrl}/nothing.jpg`, { method: 'HEAD' })
    const dump = [
      `HTTP/1.1 ${answer.status} Forbidden`,
      ...[...answer.headers].map(([name, value]) => `${name}: ${value}`),
    ]
    const found = await explained(dump.join('\r\n'))
    expect(found.error).toMatchObject({ code: 'AccessDenied', status: 403, ec: '0003-00000001' })
  })

  it('reads the JSON of STS, and the line that the backend logs for it', async () => {
    const { cloud } = rig.stack
    const ask = assumeRole({
      endpoint: cloud.stsUrl,
      region: cloud.region,
      bucket: cloud.bucket,
      prefix: 'uploads',
      roleArn: cloud.account.roleArn,
      source: cloud.root,
    })
    const fault = (await ask('read').catch((error: unknown) => error)) as Fault
    expect(fault).toBeInstanceOf(Fault)
    const { code, message, statusCode } = fault.cause as Record<string, unknown>
    const line = JSON.stringify({ level: 50, error: { code, message, statusCode }, msg: 'request failed' })
    expect((await explained(line)).what.en).toMatch(/Alibaba Cloud account itself/)
    expect((await explained(`${code}: ${message}`)).what.en).toMatch(/Alibaba Cloud account itself/)
  })

  it('reads the errcode of WeChat', async () => {
    const query = new URLSearchParams({
      appid: 'wx0123456789abcdef',
      secret: 'b'.repeat(32),
      js_code: 'x',
      grant_type: 'authorization_code',
    })
    const body = await (await fetch(`${wechat.url}/sns/jscode2session?${query}`)).text()
    const found = await explained(body)
    expect([found.error.code, found.inConsole.code]).toEqual(['40125', 'server-misconfigured'])
  })

  it.each([
    ['AccessDenied', 403, "Access denied by authorizer's policy.", 'access-denied'],
    ['AccessDenied', 403, 'Invalid according to Policy: Extra input fields: x-oss-meta-a', 'policy-refused'],
    ['SignatureDoesNotMatch', 403, 'The request signature we calculated does not match.', 'signature-refused'],
    ['PublicEndpointForbidden', 400, 'The endpoint you are using is not allowed.', 'domain-forbidden'],
    ['InvalidObjectName', 400, 'The specified object is not valid.', 'oss-refused'],
  ])('prints the same sentences as the mini-program’s console for %s (HTTP %s)', async (code, status, message, own) => {
    rig.stack.cloud.faults.inject('PostObject', { kind: 'answer', status, code, message })
    const lines: string[] = []
    const { warn } = console
    console.warn = (line: string) => void lines.push(line)
    const uploader = createUploader<Routes>({ server: rig.stack.url, wx: rig.host.wx })
    const ending = await endingOf(uploader.upload(await rig.temp('a.jpg', jpeg()), { route: 'photo' }))
    console.warn = warn
    const error = 'error' in ending ? ending.error : undefined
    expect(error).toBeInstanceOf(UploadError)
    const id = (error as UploadError).requestId
    const xml = `<Error><Code>${code}</Code><Message>${message}</Message><RequestId>${id}</RequestId></Error>`
    const { inConsole } = await explained(`HTTP/1.1 ${status} x\n\n${xml}`)
    expect(inConsole.code).toBe(own)
    expect(lines).toEqual([expect.stringMatching(/^\[wx-oss-upload\] /)])
    expect(lines[0]?.split('\n').slice(1)).toEqual([inConsole.zh.hint])
  })

  it.each([
    ['chooseMedia:fail:access denied', 'pick'],
    ['chooseMedia:fail api scope is not declared in the privacy agreement', 'pick'],
    ['chooseMedia:fail something new', 'pick'],
    ['chooseMedia:fail auth deny', 'pick'],
    ['stat:fail something new', 'stat'],
    ['stat:fail no such file or directory "http://tmp/a.jpg"', 'stat'],
    ['stat:fail permission denied, open "http://tmp/a.jpg"', 'stat'],
    ['login:fail something new', 'login'],
    ['uploadFile:fail:interupted', 'send'],
    ['uploadFile:fail url not in domain list', 'send'],
    ['uploadFile:fail parameter error: parameter.filePath should be String instead of Array;', 'send'],
  ] as const)('names the code that the library itself gives to %s (%s)', async (errMsg, call) => {
    const own = await codeOfLibrary(errMsg, call)
    expect(own).not.toBe('')
    expect((await explained(JSON.stringify({ errMsg }))).inConsole.code).toBe(own)
    expect((await explained(`MiniProgramError ${errMsg}`)).inConsole.code).toBe(own)
  })
})

/** What the library's own port rejects with if one call of `wx` fails with this text. */
function codeOfLibrary(errMsg: string, call: 'pick' | 'stat' | 'login' | 'send'): Promise<string> {
  const fails = ({ fail }: { fail?: (failure: { errMsg: string }) => void }) => {
    setImmediate(() => fail?.({ errMsg }))
    return { abort: () => {}, onProgressUpdate: () => {}, onHeadersReceived: () => {} }
  }
  const { wx } = rig.host
  const manager = wx.getFileSystemManager()
  const broken: WxApi = {
    ...wx,
    chooseMedia: fails,
    login: fails,
    uploadFile: fails,
    getFileSystemManager: () => ({ ...manager, stat: fails }),
  }
  const calls = {
    pick: () => pick(broken),
    stat: () => wxPorts(broken).files.stat('http://tmp/a.jpg'),
    login: () => wxLogin(broken),
    send: () => wxPorts(broken).transport.sendForm(FORM, NEVER, () => {}),
  }
  return (calls[call]() as Promise<unknown>).then(
    () => '',
    (error: unknown) => String((error as UploadError).code),
  )
}

const FORM = { url: 'https://oss.example.com/', fields: {}, path: 'http://tmp/a.jpg', timeoutMs: 1000 }
