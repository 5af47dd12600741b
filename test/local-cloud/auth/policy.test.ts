import { isAllowed } from '../../../dev/local-cloud/auth/policy/judge'
import { parsePolicyDocument } from '../../../dev/local-cloud/auth/policy/policy-document'
import { matchesWildcards } from '../../../dev/local-cloud/auth/policy/wildcards'

const document = (...Statement: unknown[]) => JSON.stringify({ Version: '1', Statement })
const allow = (Action: unknown, Resource: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
})
const deny = (Action: unknown, Resource: unknown, more: object = {}) => ({ Effect: 'Deny', Action, Resource, ...more })
const ANY = 'acs:oss:*:*:bucket/*'

const judge = (statements: unknown[], action = 'oss:PutObject', key = 'u/1/a', context: Record<string, string> = {}) =>
  isAllowed(parsePolicyDocument(document(...statements)) ?? [], {
    action,
    resource: `acs:oss:*:*:bucket/${key}`,
    context,
  })

describe('A policy', () => {
  it.each<[string, unknown[], boolean]>([
    ['names the action', [allow('oss:PutObject', ANY)], true],
    ['names it in another case', [allow('OSS:putobject', ANY)], true],
    ['names it by a wildcard', [allow(['oss:Put*'], ANY)], true],
    ['names everything', [allow('*', '*')], true],
    ['names another action', [allow('oss:GetObject', ANY)], false],
    ['names another bucket', [allow('oss:*', 'acs:oss:*:*:bucket2/*')], false],
    ['names the bucket but not its objects', [allow('oss:*', 'acs:oss:*:*:bucket')], false],
    ['names the folder', [allow('oss:*', 'acs:oss:*:*:bucket/u/1/*')], true],
    ['names another folder', [allow('oss:*', 'acs:oss:*:*:bucket/u/2/*')], false],
    ['names it by question marks', [allow('oss:*', 'acs:oss:*:*:bucket/u/?/?')], true],
    ['denies it as well', [allow('oss:*', ANY), deny('oss:PutObject', ANY)], false],
    ['denies something else', [allow('oss:*', ANY), deny('oss:DeleteObject', ANY)], true],
    ['allows all but this', [{ Effect: 'Allow', NotAction: 'oss:PutObject', Resource: ANY }], false],
    [
      'allows all but that',
      [{ Effect: 'Allow', NotAction: 'oss:GetObject', NotResource: 'acs:oss:*:*:other/*' }],
      true,
    ],
  ])('that %s: %j → %s', (_, statements, expected) => {
    expect(judge(statements)).toBe(expected)
  })

  it.each<[string, Record<string, string>, boolean]>([
    ['StringEquals', { 'oss:x-oss-object-acl': 'private' }, true],
    ['StringEquals', { 'oss:x-oss-object-acl': 'public-read' }, false],
    ['StringEquals', {}, false],
    ['StringNotEquals', { 'oss:x-oss-object-acl': 'public-read' }, true],
    ['StringNotEquals', {}, true],
    ['StringLike', { 'oss:x-oss-object-acl': 'private' }, true],
    ['StringNotLike', { 'oss:x-oss-object-acl': 'private' }, false],
    ['IpAddress', { 'oss:x-oss-object-acl': 'private' }, false],
  ])('with the condition %s and %j gives %s', (operator, context, expected) => {
    const more = { Condition: { [operator]: { 'oss:x-oss-object-acl': ['priv*', 'private'] } } }
    expect(judge([allow('oss:*', ANY, more)], 'oss:PutObject', 'a', context)).toBe(expected)
  })

  it.each<[string, string, string, boolean]>([
    ['StringEqualsIgnoreCase', 'PRIVATE', 'private', true],
    ['StringNotEqualsIgnoreCase', 'PRIVATE', 'private', false],
    ['NumericEquals', '10', '10.0', true],
    ['NumericNotEquals', '10', '11', true],
    ['NumericLessThan', '9', '10', true],
    ['NumericLessThanEquals', '10', '10', true],
    ['NumericGreaterThan', '10', '10', false],
    ['NumericGreaterThanEquals', '10', '10', true],
    ['NumericLessThan', 'nine', '10', false],
    ['DateEquals', '2026-01-02T03:04:05Z', '2026-01-02T11:04:05+08:00', true],
    ['DateNotEquals', '2026-01-02T03:04:05Z', '2026-01-02T11:04:05+08:00', false],
    ['DateLessThan', '2026-01-02T03:04:05Z', '2026-01-02T03:04:05Z', false],
    ['DateLessThanEquals', '2026-01-02T03:04:05Z', '2026-01-02T03:04:05Z', true],
    ['DateGreaterThan', '2026-01-02T03:04:06Z', '2026-01-02T03:04:05Z', true],
    ['DateGreaterThanEquals', '2026-01-02T03:04:05Z', '2026-01-02T03:04:05Z', true],
    ['Bool', 'true', 'True', true],
    ['IpAddress', '10.1.2.3', '10.0.0.0/8', true],
    ['IpAddress', '11.1.2.3', '10.0.0.0/8', false],
    ['IpAddress', '10.1.2.3', '10.1.2.3', true],
    ['IpAddress', '10.1.2.3', '10.1.2.3/33', false],
    ['NotIpAddress', '10.1.2.3', '10.0.0.0/8', false],
    ['NotIpAddress', '11.1.2.3', '10.0.0.0/8', true],
    ['IpAddress', '2001:db8::1', '2001:db8::/32', true],
    ['IpAddress', '2001:db9::1', '2001:db8::/32', false],
    ['StringEquals', 'a', 'b', false],
  ])('with %s of %s and %s gives %s', (operator, actual, wanted, expected) => {
    const more = { Condition: { [operator]: { 'acs:Key': wanted } } }
    expect(judge([allow('oss:*', ANY, more)], 'oss:PutObject', 'a', { 'acs:Key': actual })).toBe(expected)
  })

  it('denies on a condition with an unknown operator', () => {
    const more = { Condition: { BinaryEquals: { 'acs:CurrentTime': '2026-01-01T00:00:00Z' } } }
    expect(judge([allow('oss:*', ANY), deny('oss:*', ANY, more)])).toBe(false)
  })

  it.each([
    '',
    '{',
    '[]',
    '{"Version":"1","Statement":[]}',
    '{"Version":1,"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
    document({ Effect: 'Permit', Action: '*', Resource: '*' }),
    document({ Effect: 'Allow', Resource: '*' }),
    document({ Effect: 'Allow', Action: '*' }),
    document({ Effect: 'Allow', Action: [], Resource: '*' }),
    document({ Effect: 'Allow', Action: 1, Resource: '*' }),
    document({ Effect: 'Allow', Action: '*', NotAction: '*', Resource: '*' }),
    document({ Effect: 'Allow', Action: '*', Resource: '*', Principal: '*' }),
    document({ Effect: 'Allow', Action: '*', Resource: '*', Condition: { StringEquals: 'x' } }),
  ])('is not accepted as %s', (text) => {
    expect(parsePolicyDocument(text)).toBeUndefined()
  })
})

describe('Wildcards', () => {
  it.each([
    ['a*c', 'abbc', true],
    ['a*c', 'a/b/c', true],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['a.c', 'abc', false],
    ['(a)[b]', '(a)[b]', true],
    ['照?', '照片', true],
    ['a', 'ab', false],
    ['a*', 'a\nb', true],
  ])('in %s match %j: %s', (pattern, text, expected) => {
    expect(matchesWildcards(pattern, text)).toBe(expected)
  })
})
