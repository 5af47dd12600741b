import type { Scope } from '../../../server/credentials/credentials'
import { sessionPolicy } from '../../../server/credentials/session-policy'

const statements = (scope: Scope) => sessionPolicy(scope, 'examplebucket', 'uploads').Statement

describe('a session', () => {
  it('of scope upload may put objects below the prefix, except in the folder of web pages', () => {
    expect(statements('upload')).toEqual([
      { Effect: 'Allow', Action: ['oss:PutObject'], Resource: ['acs:oss:*:*:examplebucket/uploads/*'] },
      { Effect: 'Deny', Action: ['oss:PutObject'], Resource: ['acs:oss:*:*:examplebucket/uploads/sts/*'] },
    ])
  })

  it('of scope read may get objects below the prefix, except pending ones and those of users’ own credentials', () => {
    expect(statements('read')).toEqual([
      { Effect: 'Allow', Action: ['oss:GetObject'], Resource: ['acs:oss:*:*:examplebucket/uploads/*'] },
      {
        Effect: 'Deny',
        Action: ['oss:GetObject'],
        Resource: ['acs:oss:*:*:examplebucket/uploads/pending/*', 'acs:oss:*:*:examplebucket/uploads/sts/*'],
      },
    ])
  })

  it('of scope manage is the only one that may delete', () => {
    const scopes: Scope[] = ['upload', 'read', 'manage']
    const deleting = scopes.filter((scope) => JSON.stringify(statements(scope)).includes('oss:DeleteObject'))
    expect(deleting).toEqual(['manage'])
  })

  it('has a policy within STS’s 2048 characters, even with the longest names', () => {
    const scopes: Scope[] = ['upload', 'read', 'manage']
    // OSS_BUCKETS takes five names.
    const siblings = Array.from({ length: 5 }, () => 's'.repeat(63))
    for (const scope of scopes) {
      const policy = sessionPolicy(scope, 'b'.repeat(63), 'p'.repeat(200), siblings)
      expect(JSON.stringify(policy).length).toBeLessThanOrEqual(2048)
    }
  })
})
