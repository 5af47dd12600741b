/** Every code of every table is found in every form in which programs print it. */
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { explanationOf } from '../../../../../server/cli/explain/explanation'
import { findEntry } from '../../../../../server/cli/explain/find-entry'
import { readInput } from '../../../../../server/cli/explain/input/read-input'
import { TABLES } from '../../../../../server/cli/explain/tables/all'
import { failures, networkTexts } from '../../../../wx/failure-texts'

interface Named {
  code: string
  message: string
  requestId: string
}

const xml = ({ code, message, requestId }: Named): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error>\n  <Code>${code}</Code>\n  <Message>${message}</Message>\n  <RequestId>${requestId}</RequestId>\n  <HostId>my-bucket.oss-cn-hangzhou.aliyuncs.com</HostId>\n</Error>`

const escaped = (text: string): string => JSON.stringify(text).slice(1, -1)
const entities = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** Each writes the code, the message and the request id as some program does. */
const NOTATIONS: Record<string, (error: Named) => string> = {
  'the XML of OSS': xml,
  'XML on one line': (error) => xml(error).replace(/\n\s*/g, ''),
  'XML with a namespace': (error) =>
    xml(error).replace('<Error>', '<Error xmlns="http://doc.oss-cn-hangzhou.aliyuncs.com">'),
  'XML with a prefix': (error) => xml(error).replaceAll(/<(\/?)(?=[A-Z])/g, '<$1oss:'),
  'XML that was cut short': (error) => xml(error).replace(/<HostId>[\s\S]*/, '<Hos'),
  'the headers of a HEAD': (error) =>
    `HTTP/1.1 403 Forbidden\r\nserver: AliyunOSS\r\nx-oss-request-id: ${error.requestId}\r\nx-oss-err: ${Buffer.from(xml(error)).toString('base64')}`,
  'the answer of wx.uploadFile': (error) =>
    JSON.stringify({ statusCode: 403, data: xml(error), errMsg: 'uploadFile:ok' }),
  'JSON of STS': ({ code, message, requestId }) =>
    JSON.stringify({ Code: code, Message: message, RequestId: requestId }),
  'an Error of ali-oss': ({ code, message }) =>
    `${code}Error: ${message}\n    at Client.requestError (client.js:300:13)`,
  'an Error of ali-oss as JSON': ({ code, message, requestId }) =>
    JSON.stringify({ name: `${code}Error`, code, message, status: 403, requestId }),
  'the dict of oss2': ({ code, message, requestId }) =>
    `oss2.exceptions.ServerError: {'status': 403, 'x-oss-request-id': '${requestId}', 'details': {'Code': '${code}', 'Message': '${message}', 'RequestId': '${requestId}'}}`,
  'the SDK for Python v2': ({ code, message, requestId }) =>
    `operation error PutObject: Service error Error returned by Service. Http Status Code: 403. Error Code: ${code}. Request Id: ${requestId}. Message: ${message}. Timestamp: 2026-01-02.`,
  'the SDK for Go': ({ code, message, requestId }) =>
    `oss: service returned error: StatusCode=403, ErrorCode=${code}, ErrorMessage="${message}", RequestId=${requestId}`,
  'the SDK for Java': ({ code, message, requestId }) =>
    `com.aliyun.oss.OSSException: ${message}\n[ErrorCode]: ${code}\n[RequestId]: ${requestId}\n[HostId]: my-bucket.oss-cn-hangzhou.aliyuncs.com`,
  'the SDK for PHP': ({ code, message, requestId }) =>
    `OSS\\Core\\OssException: ${code}: ${message} RequestId: ${requestId}`,
  'an array of PHP': ({ code, message, requestId }) =>
    `array ( 'status' => '403', 'request-id' => '${requestId}', 'code' => '${code}', 'message' => '${message}', )`,
  'the SDK for iOS': ({ code, message, requestId }) =>
    `Error Domain=com.aliyun.oss.serverError Code=-403 "(null)" UserInfo={__name=Error, Message=${message}, Code=${code}, RequestId=${requestId}}`,
  'an exception of the core SDK': ({ code, message, requestId }) =>
    `* SDK.ServerError\nErrorCode: ${code}\nRecommend: \nRequestId: ${requestId}\nMessage: ${message}`,
  'an object that a console shows': ({ code, message, requestId }) =>
    `Uncaught (in promise) {code: "${code}", message: "${message}", requestId: "${requestId}"}`,
}

/** Each wraps a text once more. */
const WRAPPERS: Record<string, (text: string) => string> = {
  'as it is': (text) => text,
  'in a JSON string': (text) => `2026-01-02T03:04:05Z ERROR upload failed: "${escaped(text)}"`,
  'in JSON in JSON': (text) => JSON.stringify({ level: 50, msg: JSON.stringify({ body: text }) }),
  'with entities': (text) => `<html><body><pre>${entities(text)}</pre></body></html>`,
  'with colours': (text) => `\u001b[31m${text}\u001b[39m`,
  'with CRLF': (text) => text.replaceAll('\n', '\r\n'),
  'in a stack': (text) =>
    `Error: upload failed\n    at put (/app/oss.js:12:3)\nCaused by: ${text}\n    at main (/app/a.js:1:1)`,
}

const named = (['oss', 'sts'] as const).flatMap((family) => [...new Set(TABLES[family].map(({ code }) => code))])

describe('a code of the tables', () => {
  it.each(Object.keys(NOTATIONS))('is found in %s, however it is wrapped', (notation) => {
    const write = NOTATIONS[notation] ?? xml
    const missed: string[] = []
    for (const code of named) {
      for (const [wrapper, wrap] of Object.entries(WRAPPERS)) {
        const error = { code, message: 'Something about oss went wrong here.', requestId: '5EAB12CD34EF56AB78CD90EF' }
        const found = readInput(wrap(write(error)))
        if (found?.code !== code || !findEntry(found)) missed.push(`${code} ${wrapper}: ${found?.code}`)
      }
    }
    expect(missed).toEqual([])
  })

  it('is found together with the message and the request id', () => {
    const lost = Object.entries(NOTATIONS).flatMap(([notation, write]) => {
      const requestId = '5EAB12CD34EF56AB78CD90EF'
      const message = 'You have no right to access this object because of bucket acl.'
      const found = readInput(write({ code: 'AccessDenied', message, requestId }))
      const isIdLost = !['an Error of ali-oss'].includes(notation) && found?.requestId !== requestId
      return isIdLost || !found?.message.startsWith(message.slice(0, -1)) || found.message.length > 100
        ? [`${notation}: ${found?.requestId} ${found?.message}`]
        : []
    })
    expect(lost).toEqual([])
  })

  it('is found if it is a fine-grained one, in any text', () => {
    const wraps = [
      (ec: string) => ec,
      (ec: string) => `x-oss-ec: ${ec}`,
      (ec: string) => `<Error><Code>Brandnew</Code><EC>${ec}</EC></Error>`,
      (ec: string) => `{'details': {'EC': '\\n${ec}'}}`,
      (ec: string) => `https://api.aliyun.com/troubleshoot?q=${ec}`,
      (ec: string) => `EC: ${ec}.`,
    ]
    const missed = TABLES.ec.flatMap(({ code }) =>
      wraps.filter((wrap) => readInput(wrap(code))?.ec !== code).map((wrap) => wrap(code)),
    )
    expect(missed).toEqual([])
  })

  it('is found if it is a number of wx or of WeChat', () => {
    const numbers = [...new Set(TABLES.wx.map(({ code }) => code))].filter((code) => /^\d+$/.test(code))
    for (const code of numbers) {
      const failure = { errno: Number(code), errMsg: 'uploadFile:fail something' }
      for (const text of [
        JSON.stringify(failure),
        JSON.stringify({ detail: failure }),
        JSON.stringify(JSON.stringify(failure)),
        `MiniProgramError\n{"errno":${code},"errMsg":"uploadFile:fail something"}`,
        `{errMsg: "uploadFile:fail something", errno: ${code}}`,
      ])
        expect([text, readInput(text)?.family, readInput(text)?.code]).toEqual([text, 'wx', code])
    }
    for (const { code } of TABLES.wechat) {
      for (const text of [`{"errcode":${code},"errmsg":"x"}`, `errcode: ${code}, errmsg: x`, `errcode=${code}`])
        expect([text, readInput(text)?.family, readInput(text)?.code]).toEqual([text, 'wechat', code])
    }
  })

  it('is found if it is one of Node', () => {
    const codes = TABLES.network.map(({ code }) => code).filter((code) => /^E[A-Z]+$/.test(code))
    for (const code of new Set(codes)) {
      for (const text of [
        code,
        `Error: connect ${code} 192.0.2.1:443`,
        JSON.stringify({ errno: -1, code, syscall: 'connect' }),
        `FetchError: request to https://x.example.com failed, reason: ${code}`,
        `[cause]: Error: ${code}\n  code: '${code}'`,
      ])
        expect([text, readInput(text)?.family, readInput(text)?.code]).toEqual([text, 'network', code])
    }
  })
})

describe('the same cause', () => {
  it.each([
    [
      'ENOTFOUND',
      [
        'getaddrinfo ENOTFOUND x.example.com',
        'dial tcp: lookup x.example.com: no such host',
        'java.net.UnknownHostException: x.example.com',
        'uploadFile:fail Unable to resolve host "x.example.com": No address associated with hostname',
        'curl: (6) Could not resolve host: x.example.com',
        'urllib3.exceptions.NameResolutionError: [Errno -2] Name or service not known',
        'request:fail errcode:-105 cronet_error_code:-105 error_msg:net::ERR_NAME_NOT_RESOLVED',
        'A server with the specified hostname could not be found.',
        'uploadFile:fail 未能找到使用指定主机名的服务器。',
        '[ErrorCode]: UnknownHost',
      ],
    ],
    [
      'ECONNREFUSED',
      [
        'connect ECONNREFUSED 127.0.0.1:8080',
        'dial tcp 127.0.0.1:80: connect: connection refused',
        'java.net.ConnectException: Connection refused (Connection refused)',
        'curl: (7) Failed to connect to x.example.com port 443',
        '[Errno 111] Connection refused',
        'request:fail errcode:-102 net::ERR_CONNECTION_REFUSED',
        'Could not connect to the server.',
        '未能连接到服务器。',
      ],
    ],
    [
      'ECONNRESET',
      [
        'read ECONNRESET',
        'socket hang up',
        "('Connection aborted.', RemoteDisconnected('Remote end closed connection without response'))",
        'java.net.SocketException: Broken pipe',
        'unexpected end of stream on https://x.example.com/...',
        'request:fail errcode:-101 net::ERR_CONNECTION_RESET',
        'uploadFile:fail 网络连接已中断。',
        'The network connection was lost.',
        'curl: (52) Empty reply from server',
      ],
    ],
    [
      'TimeoutError',
      [
        'ResponseTimeoutError: Response timeout for 60000ms',
        'requests.exceptions.ReadTimeout: HTTPSConnectionPool: Read timed out. (read timeout=60)',
        'java.net.SocketTimeoutException: Read timed out',
        'context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
        'curl: (28) Operation timed out after 10000 milliseconds',
        'uploadFile:fail 请求超时。',
        'The request timed out.',
        'AxiosError: timeout of 5000ms exceeded',
      ],
    ],
    [
      'CERT_UNTRUSTED',
      [
        'x509: certificate signed by unknown authority',
        'javax.net.ssl.SSLHandshakeException: PKIX path building failed',
        '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed',
        'curl: (60) SSL certificate problem',
        'request:fail errcode:-202 net::ERR_CERT_AUTHORITY_INVALID',
        '此服务器的证书无效。你可能正在连接到一个伪装成“x.example.com”的服务器',
        'The certificate for this server is invalid.',
        'Trust anchor for certification path not found.',
      ],
    ],
  ])('%s is found in the words of every system', (code, texts) => {
    const entry = findEntry({ family: 'network', code, ec: '', message: '', status: 0, requestId: '', details: {} })
    for (const text of texts) {
      const found = readInput(text)
      expect([text, found && findEntry(found)?.what.en]).toEqual([text, entry?.what.en])
    }
  })
})

describe('a failure of wx that the library knows', () => {
  const texts = Object.entries(networkTexts).flatMap(([code, list]) =>
    list.map((text) => [`uploadFile:fail ${text}`, code]),
  )
  const numbered = failures.map(([errMsg, errno, code]) => [JSON.stringify({ errMsg, errno }), code])

  it.each([...texts, ...numbered])('is explained: %s', (text = '', code) => {
    if (/something new|unknown network error/.test(text)) return
    const found = readInput(text)
    const explanation = found && explanationOf(found)
    expect(explanation?.what).toBeDefined()
    expect(explanation?.inConsole?.code).toBe(code)
    const words = explanation?.what?.en ?? ''
    if (code === 'timeout') expect(words).toMatch(/time/i)
    if (code === 'network') expect(words).not.toMatch(/certificate is not trusted/)
    if (code === 'certificate-invalid') expect(words).toMatch(/certificate|TLS|not safe/)
  })
})

describe('an error of another storage service', () => {
  it.each([
    [
      'cos',
      '<Error><Code>SignatureDoesNotMatch</Code><Resource>b-1.cos.ap-beijing.myqcloud.com/a</Resource><TraceId>x</TraceId></Error>',
    ],
    ['cos', '{"code":"AccessDenied","headers":{"x-cos-request-id":"NWM"}}'],
    [
      's3',
      '<Error><Code>AccessDenied</Code><Message>Access Denied</Message><RequestId>656c76696e6727732072657175657374</RequestId><HostId>Uuag1LuByRx9e6j5Onimru9pO4ZVKnJ2Qz7/C1NPcfTWAtRPfTaOFg==</HostId></Error>',
    ],
    [
      's3',
      'botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the PutObject operation: Access Denied',
    ],
    ['s3', 'AccessDenied: Access Denied (Service: Amazon S3; Status Code: 403)'],
    [
      'minio',
      `<Error><Code>NoSuchBucket</Code><BucketName>b</BucketName><Resource>/b/</Resource><RequestId>17A3</RequestId><HostId>${'ab'.repeat(32)}</HostId></Error>`,
    ],
    ['minio', 'HTTP/1.1 403 Forbidden\nServer: MinIO\n\n<Error><Code>InvalidAccessKeyId</Code></Error>'],
    ['obs', '<Error><Code>InvalidAccessKeyId</Code><HostId>b.obs.cn-north-4.myhuaweicloud.com</HostId></Error>'],
    ['tos', '{"Code":"NoSuchBucket","HostId":"b.tos-cn-beijing.volces.com"}'],
    ['bos', '{"code":"NoSuchKey","host":"b.bj.bcebos.com"}'],
    ['qiniu', '{"error":"expired token"}'],
    ['qiniu', '{"error":"incorrect region, please use up-z2.qiniup.com"}'],
    ['cloudbase', 'cloud.uploadFile:fail -501000'],
  ])('is named as one of %s', (vendor, text) => {
    const found = readInput(text)
    expect(found?.vendor).toBe(vendor)
    const explanation = found && explanationOf(found)
    expect(explanation?.what?.en).toMatch(/not from Alibaba Cloud OSS/)
    expect(explanation?.inConsole).toBeUndefined()
  })

  it('is not seen in what OSS answers to a client of S3', () => {
    const text = '<Error><Code>AccessDenied</Code><HostId>b.s3.oss-cn-hangzhou.aliyuncs.com</HostId></Error>'
    expect(readInput(`x-amz-request-id: 1\n${text}`)?.vendor).toBeUndefined()
  })
})

describe('a page of a proxy', () => {
  it.each([
    [
      '413',
      '<html>\r\n<head><title>413 Request Entity Too Large</title></head>\r\n<body>\r\n<center><h1>413 Request Entity Too Large</h1></center>\r\n<hr><center>nginx/1.24.0</center>\r\n</body>\r\n</html>',
      /client_max_body_size/,
    ],
    [
      '502',
      '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>Tengine</center></body></html>',
      /program behind it runs/,
    ],
    ['504', '504 Gateway Time-out', /timeouts/],
    ['400', '<title>400 The plain HTTP request was sent to HTTPS port</title>', /https:\/\//],
    ['403', 'AxiosError: Request failed with status code 403', /curl -i/],
    [
      '405',
      '{"statusCode":405,"data":"<html><head><title>405 Not Allowed</title></head></html>","errMsg":"uploadFile:ok"}',
      /root path/,
    ],
    ['502', '502', /program behind it/],
  ])('is explained by its status %s', (code, text, fix) => {
    const found = readInput(text)
    const explanation = found && explanationOf(found)
    expect([found?.status === Number(code) || found?.code, explanation?.fix?.en]).toEqual([
      expect.anything(),
      expect.stringMatching(fix),
    ])
  })
})

describe('a text that nobody knows', () => {
  it.each([
    'hello',
    'It does not work, please help',
    '上传失败了，怎么办？',
    "TypeError: Cannot read properties of undefined (reading 'callback')",
    'InternalError: too much recursion',
    'NotImplementedError: subclass must implement',
    'SyntaxError: Unexpected token < in JSON at position 0',
    'The button is disabled for anonymous visitors.',
    'npm ERR! code ELIFECYCLE',
    '{}',
    '[1,2]',
    '{"ok":true,"files":[]}',
    '<html><body><h1>Welcome</h1></body></html>',
    'const code = 42',
  ])('gets no answer: %s', (text) => {
    const found = readInput(text)
    expect(found && explanationOf(found).what).toBeUndefined()
  })

  it('never makes the reader fail, and random text gets no answer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const found = readInput(text)
        if (found) explanationOf(found)
      }),
      { numRuns: 500 },
    )
    for (let count = 0; count < 200; count += 1) {
      const text = `${randomBytes(20).toString('base64')} ${randomBytes(20).toString('hex')}`
      const found = readInput(text)
      expect([text, found && explanationOf(found).what]).toEqual([text, undefined])
    }
  })
})
