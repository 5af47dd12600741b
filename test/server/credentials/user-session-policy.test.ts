import { userFolder, userSessionPolicy } from '../../../server/credentials/user-session-policy'

const place = { bucket: 'examplebucket', prefix: 'uploads', user: '0123456789abcdef01234567' }
const Resource = ['acs:oss:*:*:examplebucket/uploads/sts/0123456789abcdef01234567/*']

describe('a session of one user', () => {
  it('for put may put objects and parts into the user’s own folder, and make nothing public', () => {
    expect(userSessionPolicy('put', place).Statement).toEqual([
      { Effect: 'Allow', Action: ['oss:PutObject', 'oss:AbortMultipartUpload', 'oss:ListParts'], Resource },
      {
        Effect: 'Deny',
        Action: ['oss:PutObject'],
        Resource,
        Condition: { StringEquals: { 'oss:x-oss-object-acl': ['public-read', 'public-read-write'] } },
      },
    ])
  })

  it('for read may get the objects of the folder, and nothing else', () => {
    expect(userSessionPolicy('read', place).Statement).toEqual([
      { Effect: 'Allow', Action: ['oss:GetObject'], Resource },
    ])
  })

  it('names the folder with its slash, because another user’s folder might begin alike', () => {
    expect(userFolder(place)).toBe('uploads/sts/0123456789abcdef01234567/')
  })

  it('has a policy within STS’s 2048 characters, even with the longest names', () => {
    for (const purpose of ['put', 'read'] as const) {
      const policy = userSessionPolicy(purpose, { ...place, bucket: 'b'.repeat(63), prefix: 'p'.repeat(200) })
      expect(JSON.stringify(policy).length).toBeLessThanOrEqual(2048)
    }
  })
})
