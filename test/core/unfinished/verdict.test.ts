import { UploadError } from '../../../miniprogram/uploader/core/errors'
import { isGone, isRefused } from '../../../miniprogram/uploader/core/unfinished/verdict'
import { ERRORS, type ErrorCode } from '../../../miniprogram/uploader/error-codes'

const codesThat = (is: (thrown: unknown) => boolean): string[] =>
  (Object.keys(ERRORS) as ErrorCode[]).filter((code) => is(new UploadError(code)))

describe('the verdict on a failed upload by parts', () => {
  it('isGone means that backend and OSS no longer know it', () => {
    expect(codesThat(isGone)).toEqual(['upload-invalid', 'upload-expired'])
    expect(isGone(new Error('x'))).toBe(false)
  })

  it('isRefused means that the file is refused, not the request, the session, the device or the network', () => {
    const refusals = codesThat(isRefused)
    expect(refusals).toEqual(expect.arrayContaining(['forbidden', 'input-invalid', 'stored-differs', 'unknown-route']))
    for (const code of ['unauthenticated', 'server-misconfigured', 'too-many-requests', 'network', 'file-missing']) {
      expect(refusals).not.toContain(code)
    }
  })
})
