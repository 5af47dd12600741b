import type { Session } from '../../dev/local-cloud/auth/key-ring'
import { type Answer, BUCKET, chunks, NOW, openTestCloud, type TestCloud } from './in-process'
import { pinned, pinnedForm, post, signForm, v4Fields } from './post-form'
import { type SignedRequest, signHeader, signUrl } from './sign'

const MINUTE = 60_000

let test: TestCloud
let session: Session
beforeEach(async () => {
  test = await openTestCloud()
  session = test.session()
})
afterEach(() => test.close())

const send = (request: SignedRequest, body: string | Uint8Array = 'x', signer: Session = session) =>
  test.oss({ ...signHeader(signer, request), body: chunks(body) })
const form = (fields: Record<string, string> = {}, more: unknown[] = []) =>
  test.oss(post(pinnedForm(session, { key: 'a', ...fields }, more)))

/** Status, code and EC as the documentation has them; no EC where no page gives one. */
const ROWS: Record<string, () => Promise<Answer>> = {
  '403 AccessDenied 0006-00000226: a condition on a field that was not sent': () =>
    form({}, [['eq', '$x-oss-meta-a', '1']]),
  '403 AccessDenied 0006-00000227: a condition that fails': () => form({}, [['eq', '$key', 'b']]),
  '403 AccessDenied 0006-00000228: a field that the policy leaves out': () =>
    test.oss(post({ ...pinnedForm(session, { key: 'a' }), 'x-oss-meta-a': '1' })),
  '403 AccessDenied -: a policy that has expired': () => {
    const fields = { ...v4Fields(session), key: 'a' }
    return test.oss(post(signForm(session, fields, { ...pinned(fields), expiration: new Date(NOW - 1).toISOString() })))
  },
  '403 AccessDenied 0002-00000236: a URL that has expired': () => {
    const request = signUrl(session, {}, '60')
    test.pass(2 * MINUTE)
    return test.oss(request)
  },
  '403 AccessDenied 0002-00000235: a URL from the future': () =>
    test.oss(signUrl(session, { signedAt: NOW + 16 * MINUTE })),
  '403 AccessDenied 0003-00000301: a policy that does not allow it': () => {
    const Statement = [{ Effect: 'Allow', Action: 'oss:GetObject', Resource: '*' }]
    return send({ method: 'PUT' }, 'x', test.session({ Version: '1', Statement }))
  },
  '403 AccessDenied 0003-00000001: nobody in a private bucket': () => test.oss({ target: '/a' }),
  '403 AccessDenied -: the endpoint of another region': () =>
    test.oss({ headers: { host: `${BUCKET}.oss-cn-beijing.aliyuncs.com` } }),
  '403 InvalidAccessKeyId -: an STS key without its token': () => send({}, '', { ...session, securityToken: '' }),
  '403 InvalidAccessKeyId -: a key that nobody has': () => send({}, '', { ...session, accessKeyId: 'nobody' }),
  '403 InvalidAccessKeyId 0002-00000002: a long-lived key with a token': () =>
    send({}, '', { ...session, ...test.cloud.ring.pairs.root }),
  '403 SecurityTokenExpired 0002-00000007: a token that has expired': () => {
    const short = test.session(undefined, MINUTE)
    test.pass(MINUTE)
    return send({}, '', short)
  },
  '403 InvalidSecurityToken 0002-00000006: a token that nobody gave out': () =>
    send({}, '', { ...session, securityToken: 'x' }),
  '403 AccessKeyIdAndSecurityTokenNotMatch -: the token of another key': () =>
    send({}, '', { ...session, securityToken: test.session().securityToken }),
  '403 SignatureDoesNotMatch -: a wrong secret': () => send({}, '', { ...session, accessKeySecret: 'x' }),
  '403 RequestTimeTooSkewed 0002-00000504: a clock that is off': () => send({ signedAt: NOW + 16 * MINUTE }),
  '403 AccessForbidden -: a preflight without an origin': () => test.oss({ method: 'OPTIONS' }),
  '403 SecondLevelDomainForbidden -: a bucket in the path of the endpoint': () =>
    test.oss({ target: `/${BUCKET}/a`, headers: { host: 'oss-cn-hangzhou.aliyuncs.com' } }),
}

describe('OSS answers', () => {
  it.each(Object.entries(ROWS))('%s', async (row, raise) => {
    const [, status, code, ec = ''] = /^(\d+) (\w+) (?:-|([\d-]+)):/.exec(row) ?? []
    expect(await raise()).toMatchObject({ status: Number(status), code, ec })
    const noted = { status: Number(status), code, ec, rule: expect.stringMatching(/./) }
    expect(test.cloud.journal.entries.at(-1)).toMatchObject(noted)
  })
})
