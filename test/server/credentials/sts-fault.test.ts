import { stsFault } from '../../../server/credentials/sts-fault'

describe('an error of STS', () => {
  it.each([
    ['server-misconfigured', { code: 'NoPermission', statusCode: 403 }],
    ['server-misconfigured', { code: 'EntityNotExist.Role', statusCode: 404 }],
    ['server-misconfigured', { code: 'InvalidParameter.PolicyGrammar', statusCode: 400 }],
    ['server-misconfigured', { code: 'InvalidAccessKeyId.NotFound', statusCode: 404 }],
    ['server-misconfigured', { message: 'unable to get credentials from any of the providers in the chain: …' }],
    ['cloud-unavailable', { code: 'Throttling', statusCode: 400 }],
    ['cloud-unavailable', { code: 'Throttling.User', statusCode: 400 }],
    ['cloud-unavailable', { code: 'InternalError', statusCode: 500 }],
    ['cloud-unavailable', { code: 'ECONNREFUSED' }],
    ['cloud-unavailable', { name: 'RequestTimeoutError' }],
  ])('becomes %s for %j, and the log gets the original error', (code, error) => {
    const fault = stsFault(error)
    expect([fault.code, fault.cause]).toEqual([code, error])
  })
})
