import { describeError } from '../../../server/faults/describe-error'
import { Fault } from '../../../server/faults/fault'

describe('an error in the log', () => {
  it('has its message, code and request id, and none of the other properties', () => {
    const error = Object.assign(new Error('You are not authorized to do this action.'), {
      code: 'NoPermission',
      statusCode: 403,
      requestId: 'ABC',
      params: { headers: { authorization: 'the secret' } },
      data: { Policy: 'the secret' },
    })
    const described = describeError(new Fault('server-misconfigured', undefined, error))
    expect(described).toMatchObject({
      name: 'Error',
      code: 'NoPermission',
      status: 403,
      message: 'You are not authorized to do this action.',
      requestId: 'ABC',
    })
    expect(described.at?.[0]).toMatch(/^at /)
    expect(JSON.stringify(described)).not.toContain('the secret')
  })

  it('has a message of limited length', () => {
    expect(describeError(new Error('x'.repeat(1000))).message).toHaveLength(300)
  })

  it.each(['text', 7, null, undefined])('may be any thrown value: %p', (thrown) => {
    expect(describeError(thrown).message).toBe(String(thrown))
  })
})
