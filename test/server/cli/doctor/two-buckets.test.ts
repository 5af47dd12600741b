import { createOss } from '../../../../server/cli/cloud/oss'
import { BUCKET_CHECKS, CHECK_IDS } from '../../../../server/cli/doctor/checks/check'
import { lifecycleRule, wantedRules } from '../../../../server/cli/setup/rules/lifecycle'
import { type Report, type Rig, send, startRig, writeLifecycle } from './rig'

let rig: Rig
beforeEach(async () => {
  rig = await startRig(true)
  await writeLifecycle(inPublic, wantedRules('uploads').map(lifecycleRule))
})
afterEach(() => rig.close())

const PUBLIC = 'example-public'

/** As the owner of the second bucket. */
const inPublic: Rig['asOwner'] = (request) => {
  const { region, root, otherUrls } = rig.cloud
  const oss = createOss({ bucket: PUBLIC, region, endpoint: otherUrls[PUBLIC] ?? '' }, send, Date.now)
  return oss.call(request, { ...root, expiresAt: Number.POSITIVE_INFINITY })
}

const notPassed = ({ checks }: Report) =>
  checks.filter(({ status }) => status !== 'passed').map(({ id, bucket, status }) => [id, bucket, status])

describe('doctor with two buckets', () => {
  it('runs the checks of a bucket for each, and leaves nothing behind in either', async () => {
    const report = await rig.doctor()
    expect(report.bad).toEqual([])
    expect(report.checks.map(({ id, bucket }) => [id, bucket])).toEqual(
      CHECK_IDS.flatMap((id) => [[id, undefined], ...(BUCKET_CHECKS.has(id) ? [[id, 'public']] : [])]),
    )
    expect([report.code, report.leftBehind]).toEqual([0, []])
    for (const bucket of [rig.cloud.bucket, PUBLIC]) {
      expect([rig.cloud.inspect.objects(bucket), rig.cloud.inspect.uploads(bucket)]).toEqual([[], []])
    }
    const domains = report.checks.find(({ id }) => id === 'domains')
    expect(domains?.findings.find(({ code }) => code === 'uploadFile')?.found.en).toContain(
      `${rig.cloud.ossUrl};${rig.cloud.otherUrls[PUBLIC]}`,
    )
  })

  it('names the second one, while the first passes, if the second does not exist', async () => {
    const report = await rig.doctor({ env: { OSS_PUBLIC_BUCKET: 'nobodys-bucket' } })
    const bad = notPassed(report)
    expect(bad.filter(([, , status]) => status === 'failed')).toEqual([['bucket', 'public', 'failed']])
    expect(bad.every(([, bucket]) => bucket === 'public')).toBe(true)
    const text = await rig.text({ env: { OSS_PUBLIC_BUCKET: 'nobodys-bucket' }, args: ['--lang', 'en'] })
    expect(text).toContain('✗ bucket and region (public)')
    expect(text).toMatch(/– \d+ skipped until “bucket and region \(public\)” is fixed: .*domain for clients \(public\)/)
    const chinese = await rig.text({ env: { OSS_PUBLIC_BUCKET: 'nobodys-bucket' }, args: ['--lang', 'zh'] })
    expect(chinese).toContain('✗ 存储空间与地域（public）')
  })

  it('names the variables of the second one in its findings', async () => {
    const report = await rig.doctor({ env: { OSS_PUBLIC_DOMAIN: rig.cloud.ossUrl }, args: ['--only', 'bucket'] })
    expect(notPassed(report)).toEqual([['bucket', 'public', 'failed']])
    const [finding] = report.checks.find(({ id, bucket }) => id === 'bucket' && bucket === 'public')?.findings ?? []
    expect(report.bad).toEqual(['bucket/other-bucket'])
    for (const text of [finding?.found.zh, finding?.found.en, finding?.fix?.zh, finding?.fix?.en]) {
      expect(text).toContain('OSS_PUBLIC_BUCKET')
      expect(text).not.toMatch(/\bOSS_(BUCKET|REGION|DOMAIN|ENDPOINT)\b/)
    }
  })

  it('finds the rights that the role lacks in the second one alone, and the rules that it lacks', async () => {
    const { Statement } = JSON.parse(JSON.stringify({ Statement: rolePolicyOfFirst() }))
    rig.cloud.setRolePolicy({ Version: '1', Statement })
    await writeLifecycle(inPublic, [])
    const report = await rig.doctor()
    const failed = notPassed(report).filter(([, , status]) => status !== 'skipped')
    expect(failed).toEqual([
      ['permissions', 'public', 'failed'],
      ['lifecycle', 'public', 'warned'],
    ])
  })

  it('finds a second one that anyone can list', async () => {
    await inPublic({ method: 'PUT', query: { acl: '' }, headers: { 'x-oss-acl': 'public-read' } })
    const report = await rig.doctor({ args: ['--only', 'access'] })
    expect(notPassed(report)).toEqual([['access', 'public', 'failed']])
    expect(report.bad).toEqual(['access/public-bucket'])
  })
})

/** The role may use the objects of the first bucket, and read the settings of both. */
function rolePolicyOfFirst(): object[] {
  const resource = (name: string) => `acs:oss:*:*:${name}`
  return [
    {
      Effect: 'Allow',
      Action: [
        'oss:GetObject',
        'oss:PutObject',
        'oss:PutObjectAcl',
        'oss:DeleteObject',
        'oss:ListParts',
        'oss:AbortMultipartUpload',
      ],
      Resource: [`${resource(rig.cloud.bucket)}/uploads/*`],
    },
    {
      Effect: 'Allow',
      Action: ['oss:GetBucketInfo', 'oss:GetBucketLifecycle'],
      Resource: [resource(rig.cloud.bucket), resource(PUBLIC)],
    },
  ]
}
