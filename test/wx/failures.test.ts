import { ERRORS, type ErrorCode } from '../../miniprogram/uploader/error-codes'
import { decodeFailure } from '../../miniprogram/uploader/wx/failures'
import { failures, networkTexts } from './failure-texts'

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
