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
})
