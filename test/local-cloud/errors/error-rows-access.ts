import { NO_PROTECTION } from '../../../dev/local-cloud/referer/configuration'
import { BUCKET, NOW } from '../rig/in-process'
import { pinned, pinnedForm, post, signForm, v4Fields } from '../rig/post-form'
import { SCOPE, signUrl } from '../rig/sign'
import type { Rows } from './error-client'

const MINUTE = 60_000

/** Errors of authentication and access. */
export const ACCESS_ROWS: Rows = {
  '403 AccessDenied 0006-00000226: a condition on a field that was not sent': ({ form }) =>
    form({}, [['eq', '$x-oss-meta-a', '1']]),
  '403 AccessDenied 0006-00000227: a condition that fails': ({ form }) => form({}, [['eq', '$key', 'b']]),
  '403 AccessDenied 0006-00000228: a field that the policy leaves out': ({ session, test }) =>
    test.oss(post({ ...pinnedForm(session, { key: 'a' }), 'x-oss-meta-a': '1' })),
  '403 AccessDenied -: a policy that has expired': ({ session, test }) => {
    const fields = { ...v4Fields(session), key: 'a' }
    return test.oss(post(signForm(session, fields, { ...pinned(fields), expiration: new Date(NOW - 1).toISOString() })))
  },
  '403 AccessDenied 0002-00000236: a URL that has expired': ({ session, test }) => {
    const request = signUrl(session, {}, '60')
    test.pass(2 * MINUTE)
    return test.oss(request)
  },
  '403 AccessDenied 0002-00000235: a URL from the future': ({ session, test }) =>
    test.oss(signUrl(session, { signedAt: NOW + 16 * MINUTE })),
  '403 AccessDenied 0003-00000301: a policy that does not allow it': ({ send, test }) => {
    const Statement = [{ Effect: 'Allow', Action: 'oss:GetObject', Resource: '*' }]
    return send({ method: 'PUT' }, 'x', test.session({ Version: '1', Statement }))
  },
  '403 AccessDenied 0003-00000001: nobody in a private bucket': ({ test }) => test.oss({ target: '/a' }),
  '403 AccessDenied -: the endpoint of another region': ({ test }) =>
    test.oss({ headers: { host: `${BUCKET}.oss-cn-beijing.aliyuncs.com` } }),
  '403 InvalidAccessKeyId 0002-00000902: an STS key without its token': ({ send, session }) =>
    send({}, '', { ...session, securityToken: '' }),
  '403 InvalidAccessKeyId 0002-00000902: a key that nobody has': ({ send, session }) =>
    send({}, '', { ...session, accessKeyId: 'nobody' }),
  '403 InvalidAccessKeyId 0002-00000002: a long-lived key with a token': ({ send, session, test }) =>
    send({}, '', { ...session, ...test.cloud.ring.pairs.root }),
  '403 SecurityTokenExpired 0002-00000007: a token that has expired': ({ send, test }) => {
    const short = test.session(undefined, MINUTE)
    test.pass(MINUTE)
    return send({}, '', short)
  },
  '403 InvalidSecurityToken 0002-00000006: a token that nobody gave out': ({ send, session }) =>
    send({}, '', { ...session, securityToken: 'x' }),
  '403 AccessKeyIdAndSecurityTokenNotMatch -: the token of another key': ({ send, session, test }) =>
    send({}, '', { ...session, securityToken: test.session().securityToken }),
  '403 SignatureDoesNotMatch -: a wrong secret': ({ send, session }) =>
    send({}, '', { ...session, accessKeySecret: 'x' }),
  '400 InvalidArgument 0002-00000226: a V4 signature for another region': ({ send }) =>
    send({ scope: { ...SCOPE, region: 'cn-beijing' } }),
  '400 InvalidArgument 0002-00000227: a V4 signature for another product': ({ send }) =>
    send({ scope: { ...SCOPE, product: 'oss-cloudbox' } }),
  '403 AccessDenied 0003-00000501: a request without a Referer, where one is needed': async ({ send, test }) => {
    await test.bucket.change({ acl: 'public-read', referer: { ...NO_PROTECTION, allowEmpty: false, allowed: ['*'] } })
    await send({ method: 'PUT', key: 'a' })
    return test.oss({ target: '/a' })
  },
  '403 RequestTimeTooSkewed 0002-00000504: a clock that is off': ({ send }) => send({ signedAt: NOW + 16 * MINUTE }),
  '403 AccessForbidden -: a preflight without an origin': ({ test }) => test.oss({ method: 'OPTIONS' }),
  '403 SecondLevelDomainForbidden -: a bucket in the path of the endpoint': ({ test }) =>
    test.oss({ target: `/${BUCKET}/a`, headers: { host: 'oss-cn-hangzhou.aliyuncs.com' } }),
}
