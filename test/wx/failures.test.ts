import { ERRORS, type ErrorCode } from '../../miniprogram/uploader/error-codes'
import { decodeFailure } from '../../miniprogram/uploader/wx/failures'

/** Failures as seen on phones and in DevTools. `errno` is missing on many platforms. */
const failures: [errMsg: string, errno: number | undefined, code: string][] = [
  ['uploadFile:fail abort', undefined, 'cancelled'],
  ['uploadFile:fail abort', 600004, 'cancelled'],
  ['chooseMedia:fail cancel', undefined, 'cancelled'],
  ['chooseMessageFile:fail cancel', 1, 'cancelled'],
  ['uploadFile:fail Software caused connection abort', undefined, 'network'],
  ['uploadFile:fail 请求超时。', undefined, 'timeout'],
  ['uploadFile:fail 此服务器的证书无效。', undefined, 'certificate-invalid'],
  ['request:fail timeout', 5, 'timeout'],
  ['uploadFile:fail timeout', undefined, 'timeout'],
  ['request:fail errcode:-118 cronet_error_code:-118 error_msg:net::ERR_CONNECTION_TIMED_OUT', 600001, 'timeout'],
  ['request:fail errcode:-106 cronet_error_code:-106 error_msg:net::ERR_INTERNET_DISCONNECTED', 600001, 'network'],
  [
    'request:fail errcode:-202 cronet_error_code:-202 error_msg:net::ERR_CERT_AUTHORITY_INVALID',
    600001,
    'certificate-invalid',
  ],
  ['uploadFile:fail unknown network error', 600000, 'network'],
  ['request:fail interrupted', 600003, 'interrupted'],
  ['uploadFile:fail interrupted', undefined, 'interrupted'],
  ['uploadFile:fail url not in domain list', 600002, 'domain-not-listed'],
  ['uploadFile:fail createUploadTask:fail url not in domain list', undefined, 'domain-not-listed'],
  ['uploadFile:fail createUploadTask:fail exceed max upload connection count 10', undefined, 'too-many-connections'],
  ['request:fail exceed max task count', 600007, 'too-many-connections'],
  ['uploadFile:fail createUploadTask:fail file not found', undefined, 'file-missing'],
  ['stat:fail no such file or directory wxfile://tmp_a.jpg', 1300002, 'file-missing'],
  ['readFile:fail permission denied, open wxfile://usr/a', 1300014, 'file-unreadable'],
  ['chooseMedia:fail api scope is not declared in the privacy agreement', 112, 'privacy-not-declared'],
  ['chooseMedia:fail privacy permission is not authorized', 104, 'privacy-refused'],
  ['chooseMedia:fail privacy permission is not authorized in gap', undefined, 'privacy-refused'],
  ['chooseMedia:fail system permission denied', 3, 'permission-denied'],
  ['request:fail native buffer exceed size limit', 602300, 'out-of-memory'],
  ['uploadFile:fail out of memory', 111, 'out-of-memory'],
  ['uploadFile:fail something new', undefined, 'network'],
]

/**
 * Texts of the network layers below `wx`, as users and other projects have reported them: Android's Conscrypt and
 * HttpURLConnection, cronet, iOS in several languages, HarmonyOS, and Node in DevTools.
 */
const networkTexts: Record<string, string[]> = {
  network: [
    'Write error: ssl=0x7d0a8c1b08: I/O error during system call, Connection reset by peer',
    'Write error: ssl=0x79962d6e88: I/O error during system call, Broken pipe',
    'Read error: ssl=0x743c10e800: I/O error during system call, Connection reset by peer',
    'Read error: ssl=0xb400007b: I/O error during system call, Software caused connection abort',
    'SSL handshake aborted: ssl=0x7aa4380f88: I/O error during system call, Connection reset by peer',
    'SSL shutdown failed: ssl=0x7b349e2d08: I/O error during system call, Success',
    'javax.net.ssl.SSLException: Connection closed by peer',
    'javax.net.ssl.SSLHandshakeException: connection closed',
    'javax.net.ssl.SSLProtocolException: SSL handshake terminated: Connection reset by peer',
    'Socket closed',
    'Software caused connection abort',
    'Unable to resolve host "ssl.example.com": No address associated with hostname',
    'Failed to connect to bucket.example.com/1.2.3.4:443',
    'errcode:-100 cronet_error_code:-100 error_msg:net::ERR_CONNECTION_CLOSED',
    'errcode:-101 cronet_error_code:-101 error_msg:net::ERR_CONNECTION_RESET',
    'errcode:-126 cronet_error_code:-126 error_msg:net::ERR_SSL_BAD_RECORD_MAC_ALERT',
    '-130:net::ERR_PROXY_CONNECTION_FAILED',
    '发生了SSL错误，无法建立与该服务器的安全连接。',
    '發生 SSL 錯誤，無法與伺服器建立安全連線。',
    'An SSL error has occurred and a secure connection to the server cannot be made.',
    'A TLS error caused the secure connection to fail.',
    '网络连接已中断。',
    'The network connection was lost.',
    'The operation couldn’t be completed. (kCFErrorDomainCFNetwork error -1005.)',
    'The operation couldn’t be completed. (NSURLErrorDomain error -1200.)',
    'SSL connect error',
    'Failed to receive data from the peer',
    'Error: Client network socket disconnected before secure TLS connection was established',
    'Error: socket hang up',
    'Error: write EPIPE',
  ],
  timeout: [
    'SSL handshake timed out',
    'javax.net.ssl.SSLException: Read timed out',
    'socket timeout error',
    'errcode:-7 cronet_error_code:-7 error_msg:net::ERR_TIMED_OUT',
    '请求超时。',
    '要求逾時。',
    'The request timed out.',
    'The operation couldn’t be completed. (NSURLErrorDomain error -1001.)',
    'Operation timeout',
  ],
  'certificate-invalid': [
    'ssl hand shake error',
    'ssl hand shake error:java.security.cert.CertPathValidatorException: Trust anchor for certification path not found.',
    'javax.net.ssl.SSLHandshakeException: Chain validation failed',
    'javax.net.ssl.SSLPeerUnverifiedException: Hostname bucket.example.com not verified',
    'errcode:-201 cronet_error_code:-201 error_msg:net::ERR_CERT_DATE_INVALID',
    'errcode:-207',
    'errcode:-113 cronet_error_code:-113 error_msg:net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH',
    '此服务器的证书无效。您可能正在连接到一个伪装成“bucket.example.com”的服务器，这会威胁到您的机密信息的安全。',
    '此伺服器的憑證無效。',
    'The certificate for this server is invalid. You might be connecting to a server that is pretending to be “x”.',
    'The operation couldn’t be completed. (NSURLErrorDomain error -1202.)',
    'SSL peer certificate or SSH remote key was not OK.',
    'Error: unable to verify the first certificate',
    'Error: self-signed certificate in certificate chain',
  ],
  cancelled: ['已取消', 'cancelled', 'The operation couldn’t be completed. (NSURLErrorDomain error -999.)'],
}

describe('decodeFailure', () => {
  it.each(failures)('decodes %s (errno %s) as %s', (errMsg, errno, code) => {
    const failure = errno === undefined ? { errMsg } : { errMsg, errno }
    expect(decodeFailure(failure, 'network')).toMatchObject({ code, cause: failure })
  })

  it('names the host and the domain list to fix', () => {
    const url = 'https://bucket.example.com/path?x=1'
    const upload = decodeFailure({ errMsg: 'uploadFile:fail url not in domain list', errno: 600002 }, 'network', url)
    const request = decodeFailure({ errMsg: 'request:fail url not in domain list:x', errno: 600002 }, 'network', url)
    expect(upload.params).toMatchObject({ host: 'https://bucket.example.com', list: 'uploadFile' })
    expect(request.params).toMatchObject({ list: 'request' })
  })

  it.each(Object.entries(networkTexts).flatMap(([code, texts]) => texts.map((text) => [text, code])))(
    'decodes “%s” of a broken upload or request as %s',
    (text, code) => {
      for (const api of ['uploadFile', 'request']) {
        expect(decodeFailure({ errMsg: `${api}:fail ${text}` }, 'network').code).toBe(code)
        expect(decodeFailure({ errMsg: `${api}:fail ${text}`, errno: 600001 }, 'network').code).toBe(code)
      }
    },
  )

  it('retries a connection that broke, and not a bad certificate', () => {
    const retries = (code: string | undefined): unknown => ERRORS[code as ErrorCode].retry
    const [network, timeout, certificate] = ['network', 'timeout', 'certificate-invalid'].map(retries)
    expect([network, timeout, certificate]).toEqual(['backoff', 'backoff', 'never'])
  })

  it.each(['ssl.example.com', 'interrupt.example.com', 'timeout.example.com:8443', 'cert-expired.example.com'])(
    'does not read the words in the host’s own name, %s',
    (host) => {
      const errMsg = `uploadFile:fail Failed to connect to ${host.replace(/:.*/, '')}`
      expect(decodeFailure({ errMsg }, 'network', `https://${host}/a`).code).toBe('network')
    },
  )

  it.each(['wxfile://tmp_interrupted.jpg', '/storage/emulated/0/ssl.jpg', '"wxfile://usr/timeout certificate.jpg"'])(
    'does not read the words in a file’s own name, %s',
    (path) => {
      expect(decodeFailure({ errMsg: `stat:fail no such file or directory ${path}` }, 'file-unreadable').code).toBe(
        'file-missing',
      )
    },
  )

  it('waits when too many files are open, however the platform spells that', () => {
    for (const words of ['excced max concurrent fd limit', 'exceed max concurrent fd limit']) {
      expect(decodeFailure({ errMsg: `open:fail ${words}` }, 'file-unreadable').code).toBe('too-many-connections')
    }
  })

  it.each([
    [undefined, 'undefined'],
    [null, 'null'],
    ['text', '"text"'],
    [new Error('broken'), 'broken'],
    [{ errMsg: 7, errno: 'x' }, '{"errMsg":7,"errno":"x"}'],
    [{ errno: '600002' }, '{"errno":"600002"}'],
  ])('takes whatever a host fails with: %p', (failure, detail) => {
    const code = detail.includes('600002') ? 'domain-not-listed' : 'network'
    expect(decodeFailure(failure, 'network')).toMatchObject({ code, params: { detail } })
  })
})
