import { stsFault } from '../../../server/credentials/sts-fault'

describe('an error of STS', () => {
  it.each([
    ['server-misconfigured', { code: 'NoPermission', status: 403 }],
    ['server-misconfigured', { code: 'EntityNotExist.Role', status: 404 }],
    ['server-misconfigured', { code: 'InvalidParameter.PolicyGrammar', status: 400 }],
    ['server-misconfigured', { code: 'InvalidAccessKeyId.NotFound', status: 404 }],
    ['server-misconfigured', { message: 'unable to get credentials from any of the providers in the chain: …' }],
    ['cloud-unavailable', { code: 'Throttling', status: 400 }],
    ['cloud-unavailable', { code: 'Throttling.User', status: 400 }],
    ['cloud-unavailable', { code: 'InternalError', status: 500 }],
    ['cloud-unavailable', { code: 'ECONNREFUSED' }],
    ['cloud-unavailable', { name: 'RequestTimeoutError' }],
  ])('becomes %s for %j, and the log gets the original error', (code, error) => {
    const fault = stsFault(error)
    expect([fault.code, fault.cause]).toEqual([code, error])
  })
})
