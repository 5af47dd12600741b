import { judge } from '../../../../../dev/local-cloud/auth/policy/judge'
import { parsePolicyDocument } from '../../../../../dev/local-cloud/auth/policy/policy-document'
import type { Scope } from '../../../../../server/credentials/credentials'
import { sessionPolicy } from '../../../../../server/credentials/session-policy'
import { run } from '../../run'

const ENV = { OSS_BUCKET: 'album', OSS_PREFIX: 'app/files', STS_ROLE_ARN: 'acs:ram::1234567890123456:role/uploader' }
const setup = async (...args: string[]): Promise<string> =>
  (await run(['setup', 'policy', ...args], { env: { ...ENV, LANG: 'en_US.UTF-8' } })).stdout

const effect = (document: unknown, action: string, resource: string): string =>
  judge(parsePolicyDocument(JSON.stringify(document)) ?? [], { action, resource, context: {} }).effect

describe('setup policy', () => {
  it('prints a policy for the user that only allows to assume this role', async () => {
    const user = JSON.parse(await setup('user'))
    expect(user).toEqual({
      Version: '1',
      Statement: [
        { Effect: 'Allow', Action: ['sts:AssumeRole'], Resource: ['acs:ram:*:1234567890123456:role/uploader'] },
      ],
    })
    expect(effect(user, 'sts:AssumeRole', ENV.STS_ROLE_ARN)).toBe('Allow')
    expect(effect(user, 'sts:AssumeRole', `${ENV.STS_ROLE_ARN}2`)).toBe('Neither')
  })

  it('prints a policy for the role with all actions of the session policies, only below this prefix', async () => {
    const role = JSON.parse(await setup('role'))
    const scopes: Scope[] = ['upload', 'read', 'manage']
    const statements = scopes.flatMap((scope) => sessionPolicy(scope, ENV.OSS_BUCKET, ENV.OSS_PREFIX).Statement)
    const actions = statements.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action)
    expect(actions).toContain('oss:PutObject')
    for (const action of actions) expect(effect(role, action, 'acs:oss:*:*:album/app/files/a/b.jpg')).toBe('Allow')
    for (const resource of ['album/other/a.jpg', 'album/app/files', 'another/app/files/a.jpg', 'album']) {
      expect(effect(role, 'oss:GetObject', `acs:oss:*:*:${resource}`)).toBe('Neither')
    }
    for (const action of ['oss:ListObjects', 'oss:PutBucketAcl', 'oss:PutObjectTagging']) {
      expect(effect(role, action, 'acs:oss:*:*:album/app/files/a.jpg')).toBe('Neither')
    }
  })

  it('prints the trust policy of the role, and the policy for an operator', async () => {
    expect(JSON.parse(await setup('trust'))).toEqual({
      Version: '1',
      Statement: [
        { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: ['acs:ram::1234567890123456:root'] } },
      ],
    })
    const operator = JSON.parse(await setup('operator'))
    expect(effect(operator, 'oss:GetBucketInfo', 'acs:oss:*:*:album')).toBe('Allow')
    expect(effect(operator, 'oss:GetObject', 'acs:oss:*:*:album/a')).toBe('Neither')
  })

  it('prints all of them with their purpose, or as one JSON', async () => {
    const [text, json] = [await setup(), JSON.parse(await setup('--json'))]
    expect(Object.keys(json)).toEqual(['user', 'role', 'trust', 'operator'])
    for (const [name, document] of Object.entries(json)) {
      expect(text).toContain(`${name}  `)
      expect(text).toContain(JSON.stringify(document, null, 2))
    }
  })

  it('prints Terraform with the same documents', async () => {
    const hcl = await setup('--terraform')
    expect(hcl).toMatchSnapshot()
    const documents = [...hcl.matchAll(/^ {2}(\w+) += jsonencode\((\{[\s\S]*?\n {2}\})\)$/gm)]
    expect(documents.map(([, name, text = '']) => [name, JSON.parse(text)])).toEqual([
      ['assume_role_policy_document', JSON.parse(await setup('trust'))],
      ['policy_document', JSON.parse(await setup('role'))],
      ['policy_document', JSON.parse(await setup('user'))],
    ])
    const [opening, closing] = [/[{(]/g, /[})]/g].map((pattern) => hcl.match(pattern)?.length)
    expect(opening).toBe(closing)
  })

  it('takes bucket and prefix from its options, and lists the documents when called wrongly', async () => {
    expect(await setup('role', '--bucket', 'b', '--prefix', 'p')).toContain('acs:oss:*:*:b/p/*')
    const wrong = await run(['setup', 'policy', 'admin'])
    expect([wrong.code, wrong.stderr]).toEqual([3, expect.stringContaining('user, role, trust, operator')])
  })

  it('gives the role and the operator all buckets of OSS_BUCKETS', async () => {
    const env = { ...ENV, OSS_BUCKETS: 'public,old', OSS_PUBLIC_BUCKET: 'open-album' }
    const { role, operator } = JSON.parse((await run(['setup', 'policy', '--json'], { env })).stdout)
    for (const bucket of ['album', 'open-album', 'your-old-bucket']) {
      expect(effect(role, 'oss:PutObject', `acs:oss:*:*:${bucket}/app/files/a.jpg`)).toBe('Allow')
      expect(effect(role, 'oss:PutObject', `acs:oss:*:*:${bucket}/other/a.jpg`)).toBe('Neither')
      expect(effect(operator, 'oss:PutBucketLifecycle', `acs:oss:*:*:${bucket}`)).toBe('Allow')
    }
  })

  it('prints placeholders for unknown values', async () => {
    const { stdout } = await run(['setup', 'policy', '--json'])
    expect(stdout).toContain('acs:oss:*:*:your-bucket/uploads/*')
    expect(stdout).toContain('<account-id>')
  })
})
