import { stsFault } from '../../../server/credentials/sts-fault'

describe('what STS says', () => {
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
  ])('is %s for %j, with its own words for the log', (code, error) => {
    const fault = stsFault(error)
    expect([fault.code, fault.cause]).toEqual([code, error])
  })
})
