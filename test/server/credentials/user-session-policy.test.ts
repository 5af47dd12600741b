import { userFolder, userSessionPolicy } from '../../../server/credentials/user-session-policy'

const place = { bucket: 'examplebucket', prefix: 'uploads', user: '0123456789abcdef01234567' }
const Resource = ['acs:oss:*:*:examplebucket/uploads/sts/0123456789abcdef01234567/*']

describe('a session of one user', () => {
  it('to put may put, in parts as well, in the user’s own folder, and open nothing to the public', () => {
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

  it('to read may get what lies there and nothing else', () => {
    expect(userSessionPolicy('read', place).Statement).toEqual([
      { Effect: 'Allow', Action: ['oss:GetObject'], Resource },
    ])
  })

  it('is about a folder with its slash, or another user’s might begin alike', () => {
    expect(userFolder(place)).toBe('uploads/sts/0123456789abcdef01234567/')
  })

  it('is described in no more than STS’s 2048 characters, with the longest names', () => {
    for (const purpose of ['put', 'read'] as const) {
      const policy = userSessionPolicy(purpose, { ...place, bucket: 'b'.repeat(63), prefix: 'p'.repeat(200) })
      expect(JSON.stringify(policy).length).toBeLessThanOrEqual(2048)
    }
  })
})
