import { STATUS } from '../../../dev/local-cloud/oss/errors'
import { type TestCloud, useTestCloud } from '../rig/in-process'
import { signHeader } from '../rig/sign'
import { errorClient } from './error-client'
import { ACCESS_ROWS } from './error-rows-access'
import { FORM_ROWS } from './error-rows-forms'
import { MULTIPART_ROWS } from './error-rows-multipart'
import { OBJECT_ROWS } from './error-rows-objects'
import { SYMLINK_ROWS } from './error-rows-symlinks'
import { VERSION_ROWS } from './error-rows-versions'

let test: TestCloud
useTestCloud((opened) => {
  test = opened
})

const ROWS = Object.entries({
  ...ACCESS_ROWS,
  ...FORM_ROWS,
  ...MULTIPART_ROWS,
  ...OBJECT_ROWS,
  ...SYMLINK_ROWS,
  ...VERSION_ROWS,
})

describe('OSS answers', () => {
  it.each(ROWS)('%s', async (row, raise) => {
    const [, status, code, ec = ''] = /^(\d+) (\w+) (?:-|([\d-]+)):/.exec(row) ?? []
    expect(await raise(errorClient(test))).toMatchObject({ status: Number(status), code, ec })
    const noted = { status: Number(status), code, ec, rule: expect.stringMatching(/./) }
    expect(test.cloud.journal.entries.at(-1)).toMatchObject(noted)
  })

  it('with no code that is missing in these rows', () => {
    const raised = new Set(ROWS.map(([row]) => row.split(' ')[1]))
    // Only `faults` raise a fault of the cloud itself, and the answer to an unchanged object has no code.
    expect(Object.keys(STATUS).filter((code) => !raised.has(code))).toEqual(['InternalError', 'NotModified'])
  })

  it.each(['GET', 'HEAD'])('304 to %s for an unchanged object, without an error', async (method) => {
    // SDKs such as oss2 take a 304 with an error for a failure.
    const { put, session } = errorClient(test)
    const { headers } = await put()
    const request = signHeader(session, { method, key: 'a' })
    const answer = await test.oss({ ...request, headers: { ...request.headers, 'if-none-match': headers.etag ?? '' } })
    expect(answer).toMatchObject({ status: 304, text: '', code: '' })
    expect(answer.headers).not.toHaveProperty('x-oss-err')
    expect(test.cloud.journal.entries.at(-1)).toMatchObject({ status: 304, code: 'NotModified' })
  })
})

/** Errors that need high load, an unpaid bill or a storage class that the cloud does not have: raised as faults. */
const OUTAGES = [
  '301 PermanentRedirect',
  '400 ApkDownloadForbidden',
  '400 BadRequest',
  '400 RequestTimeout',
  '403 AbnormalBucketOwnerStatus',
  '403 BucketDisable',
  '403 SecurityTokenNotSupported',
  '403 UserDisable',
  '409 FileImmutable',
  '409 ObjectNotAppendable',
  '409 PositionNotEqualToLength',
  '500 InternalError',
  '503 ActiveRequestLimitExceeded',
  '503 CpuLimitExceeded',
  '503 DownloadTrafficRateLimitExceeded',
  '503 MetaOperationQpsLimitExceeded',
  '503 ServiceUnavailable',
  '503 TotalQpsLimitExceeded',
  '503 UploadTrafficRateLimitExceeded',
]

describe('OSS answers, as an injected fault,', () => {
  it.each(OUTAGES)('%s', async (row) => {
    const { put } = errorClient(test)
    const [status, code = ''] = row.split(' ')
    test.cloud.faults.inject('PutObject', { kind: 'answer', status: Number(status), code })
    expect(await put()).toMatchObject({ status: Number(status), code })
    expect((await put()).status).toBe(200)
  })
})
