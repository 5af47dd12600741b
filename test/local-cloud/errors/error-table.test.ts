import { STATUS } from '../../../dev/local-cloud/oss/errors'
import { type TestCloud, useTestCloud } from '../rig/in-process'
import { errorClient } from './error-client'
import { ACCESS_ROWS } from './error-rows-access'
import { FORM_ROWS } from './error-rows-forms'
import { MULTIPART_ROWS } from './error-rows-multipart'
import { OBJECT_ROWS } from './error-rows-objects'
import { SYMLINK_ROWS } from './error-rows-symlinks'

let test: TestCloud
useTestCloud((opened) => {
  test = opened
})

const ROWS = Object.entries({ ...ACCESS_ROWS, ...FORM_ROWS, ...MULTIPART_ROWS, ...OBJECT_ROWS, ...SYMLINK_ROWS })

describe('OSS answers', () => {
  it.each(ROWS)('%s', async (row, raise) => {
    const [, status, code, ec = ''] = /^(\d+) (\w+) (?:-|([\d-]+)):/.exec(row) ?? []
    expect(await raise(errorClient(test))).toMatchObject({ status: Number(status), code, ec })
    const noted = { status: Number(status), code, ec, rule: expect.stringMatching(/./) }
    expect(test.cloud.journal.entries.at(-1)).toMatchObject(noted)
  })

  it('with no code that is missing in these rows', () => {
    const raised = new Set(ROWS.map(([row]) => row.split(' ')[1]))
    // A fault of the cloud itself, which only `faults` can raise.
    expect(Object.keys(STATUS).filter((code) => !raised.has(code))).toEqual(['InternalError'])
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
