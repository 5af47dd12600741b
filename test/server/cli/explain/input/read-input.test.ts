import { readInput } from '../../../../../server/cli/explain/input/read-input'

describe('readInput', () => {
  it.each([
    [
      '<Error><Code>NoSuchKey</Code><Message>a &lt; b</Message></Error>',
      { family: 'oss', code: 'NoSuchKey', message: 'a < b' },
    ],
    ['2026-01-02 ERROR upload: <Error><Code>NoSuchKey</Code></Error> (again)', { family: 'oss', code: 'NoSuchKey' }],
    [
      '<Error><HostId>sts.aliyuncs.com</HostId><Code>NoPermission</Code></Error>',
      { family: 'sts', code: 'NoPermission' },
    ],
    ['x-oss-ec: 0048-00000401', { family: 'oss', ec: '0048-00000401' }],
    ['< x-oss-ec: 0048-00000113\n< x-oss-request-id: 5C3D9175', { ec: '0048-00000113', requestId: '5C3D9175' }],
    ['{"Code":"NoPermission","Message":"x"}', { family: 'sts', code: 'NoPermission' }],
    [
      '{"errno":600001,"errMsg":"request:fail errcode:-202 net::ERR_CERT_DATE_INVALID"}',
      { family: 'wx', code: '600001' },
    ],
    ['uploadFile:fail timeout', { family: 'wx', code: '' }],
    ['chooseMedia:fail cancel', { family: 'wx', code: '' }],
    ['Error: {errno: 602300, errMsg: …}', { family: 'wx', code: '602300' }],
    ['{"errcode":40029,"errmsg":"invalid code"}', { family: 'wechat', code: '40029' }],
    ['code2session answered errcode 40125: invalid appsecret', { family: 'wechat', code: '40125' }],
    [
      '{"error":{"code":"file-too-large","requestId":"r","params":{"size":9,"maxSize":5}}}',
      { family: 'library', code: 'file-too-large' },
    ],
    ['stored-differs', { family: 'library', code: 'stored-differs' }],
    ['Throttling: code: 400, Request was denied', { family: 'sts', code: 'Throttling' }],
    ['AssumeRole failed: SignatureDoesNotMatch', { family: 'sts', code: 'SignatureDoesNotMatch' }],
    [
      '[wx-oss-upload] file-too-large (size=9, maxSize=5, requestId=r1)\n文件太大',
      { family: 'library', code: 'file-too-large', requestId: 'r1', details: { size: '9', maxSize: '5' } },
    ],
    [
      "[wx-oss-upload] access-denied (oss=AccessDenied: Access denied by authorizer's policy, status=403)",
      { family: 'oss', code: 'AccessDenied' },
    ],
    ['[wx-oss-upload] network (detail=uploadFile:fail Connection reset)', { family: 'wx', code: '' }],
    ['UploadError: login-failed (detail=x)', { family: 'library', code: 'login-failed' }],
    [
      '{"errno":-3008,"code":"ENOTFOUND","syscall":"getaddrinfo","hostname":"x"}',
      { family: 'network', code: 'ENOTFOUND', details: { hostname: 'x' } },
    ],
    ['-3008', { family: 'network', code: 'ENOTFOUND' }],
    ['{"errno":"600002","errMsg":"request:fail"}', { family: 'wx', code: '600002' }],
    ['<Error><Code>NoPermission</Code><Message>x</Message></Error>', { family: 'sts', code: 'NoPermission' }],
    [
      '{"type":"fail","detail":{"errMsg":"uploadFile:fail timeout"}}',
      { family: 'wx', message: 'uploadFile:fail timeout' },
    ],
    ['connect ECONNREFUSED 127.0.0.1:8080', { family: 'network', code: 'ECONNREFUSED' }],
  ])('reads %s', (input, expected) => {
    expect(readInput(input)).toMatchObject(expected)
  })

  it.each(['', '   ', 'hello', '{}', '[1,2]', '<html><h1>Welcome</h1></html>'])('returns undefined for %j', (input) => {
    expect(readInput(input)).toBeUndefined()
  })
})
