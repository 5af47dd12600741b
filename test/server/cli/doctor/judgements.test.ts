/** What checks make of answers that no machine here can give. */

import { parseBucketInfo } from '../../../../server/cli/doctor/bucket-info'
import { CHECK_IDS, type Check, type CheckId, error, fact, warning } from '../../../../server/cli/doctor/check'
import { judgeAccess } from '../../../../server/cli/doctor/checks/access'
import { CHECKS } from '../../../../server/cli/doctor/checks/all'
import { judgeRegion } from '../../../../server/cli/doctor/checks/callback'
import { judgeCertificate } from '../../../../server/cli/doctor/checks/certificate'
import { judgeClock } from '../../../../server/cli/doctor/checks/clock'
import { judgeDomain } from '../../../../server/cli/doctor/checks/domain'
import { domainLines } from '../../../../server/cli/doctor/checks/domains'
import { leaksIn } from '../../../../server/cli/doctor/checks/leaks'
import { judgeLength, judgeParts } from '../../../../server/cli/doctor/checks/multipart'
import { judgeCaller } from '../../../../server/cli/doctor/checks/source'
import type { Context } from '../../../../server/cli/doctor/context'
import { runChecks, statusOf, withNeeds } from '../../../../server/cli/doctor/run-checks'
import { config } from '../../fixture'

const codes = (findings: { severity: string; code: string }[]): string[] =>
  findings.filter(({ severity }) => severity !== 'fact').map(({ severity, code }) => `${severity} ${code}`)

const DAY = 86_400_000
const NOW = Date.UTC(2026, 0, 2)

describe('checks', () => {
  it('are all there once, each after what it needs, and say why in both languages', () => {
    expect(CHECKS.map(({ id }) => id)).toEqual(CHECK_IDS)
    for (const [index, { needs, title, why }] of CHECKS.entries()) {
      for (const id of needs) expect(CHECK_IDS.indexOf(id)).toBeLessThan(index)
      for (const { zh, en } of [title, why])
        expect([zh, en]).toEqual([
          expect.stringMatching(/\p{Script=Han}|AssumeRole/u),
          expect.not.stringMatching(/\p{Script=Han}/u),
        ])
    }
  })

  it('are run with what they need, and skipped behind what failed, however far away', async () => {
    const check = (id: CheckId, needs: CheckId[], run: Check['run'] = async () => []): Check => ({
      id,
      needs,
      run,
      title: { zh: '', en: '' },
      why: { zh: '', en: '' },
    })
    const checks = [
      check('configuration', [], async () => [warning('w', { zh: '', en: '' })]),
      check('clock', ['configuration'], async () => {
        throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
      }),
      check('source', ['clock']),
      check('role', ['source']),
      check('leaks', []),
    ]
    expect(withNeeds(checks, ['role']).map(({ id }) => id)).toEqual(['configuration', 'clock', 'source', 'role'])
    const context = { now: () => 0 } as Context
    const outcomes = await runChecks(checks, context, { started: () => {}, ended: () => {} })
    expect(outcomes.map(({ check: { id }, status, because }) => [id, status, because])).toEqual([
      ['configuration', 'warned', undefined],
      ['clock', 'failed', undefined],
      ['source', 'skipped', 'clock'],
      ['role', 'skipped', 'clock'],
      ['leaks', 'passed', undefined],
    ])
    expect(outcomes[1]?.findings[0]?.code).toBe('network:ECONNREFUSED')
  })

  it('are as bad as the worst that they found', () => {
    const text = { zh: '', en: '' }
    expect(statusOf([])).toBe('passed')
    expect(statusOf([fact('f', '', '')])).toBe('passed')
    expect(statusOf([fact('f', '', ''), warning('w', text)])).toBe('warned')
    expect(statusOf([warning('w', text), error('e', text)])).toBe('failed')
  })
})

describe('the judgement', () => {
  it.each([
    [0, []],
    [59, []],
    [-62, ['warning clock-off']],
    [62, ['warning clock-off']],
    [899, ['warning clock-off']],
    [902, ['error clock-off']],
    [-902, ['error clock-off']],
  ])('of a clock %d s away', (seconds, bad) => {
    const theirs = Math.floor((NOW + 250) / 1000) * 1000 + seconds * 1000
    expect(codes(judgeClock(theirs, NOW, NOW + 1000))).toEqual(bad)
  })

  it('of a certificate', () => {
    const judge = (days: number, problem?: string) =>
      codes(judgeCertificate('a.example', { validTo: NOW + days * DAY, ...(problem && { problem }) }, NOW))
    expect(judge(15)).toEqual([])
    expect(judge(13)).toEqual(['warning certificate-soon'])
    expect(judge(90, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE')).toEqual(['error network:UNABLE_TO_VERIFY_LEAF_SIGNATURE'])
    expect(judgeCertificate('a.example', undefined, NOW)).toEqual([])
  })

  it('of regions: only those with callbacks pass', () => {
    expect(codes(judgeRegion('cn-hangzhou'))).toEqual([])
    expect(codes(judgeRegion('cn-fuzhou'))).toEqual(['warning region-without-callback'])
  })

  it('of a role in another account is only told', () => {
    const caller = { arn: 'acs:ram::1:user/a', accountId: '1', identityType: 'RAMUser' }
    expect(judgeCaller(caller, 'LTAI', 'acs:ram::2:role/r').map(({ code }) => code)).toEqual([
      'identity',
      'other-account',
    ])
  })

  it('of default domains tells of their limits, of others not', () => {
    const answer = { status: 404, headers: {}, body: Buffer.alloc(0) }
    const factsOf = (domain: string) => judgeDomain(answer, domain).map(({ code }) => code)
    expect(factsOf('https://b.oss-cn-hangzhou.aliyuncs.com')).toEqual(['domain', 'default-domain'])
    expect(factsOf('https://b.oss-accelerate.aliyuncs.com')).toEqual(['domain'])
    expect(factsOf('https://files.example.com')).toEqual(['domain'])
  })

  it('of parts: each at its size, or one byte more where that was let through', () => {
    expect(codes(judgeParts([1000, 500]))).toEqual([])
    expect(codes(judgeParts([1000, 501]))).toEqual([])
    for (const held of [[], [1000], [500, 1000], [1000, 500, 1], [1000, 499]])
      expect(codes(judgeParts(held))).toEqual(['error parts-differ'])
  })

  it('of a part that is too long depends on whether lengths are signed', () => {
    expect(codes(judgeLength(undefined, true))).toEqual(['warning part-too-long'])
    expect(codes(judgeLength(undefined, false))).toEqual([])
  })

  it('of Block Public Access matters where a route is public', () => {
    const info = {
      region: 'cn-hangzhou',
      acl: 'private',
      blockPublicAccess: true,
      versioning: '',
      transferAcceleration: false,
    }
    expect(codes(judgeAccess(info, false))).toEqual([])
    expect(codes(judgeAccess(info, true))).toEqual(['warning public-blocked'])
    expect(codes(judgeAccess({ ...info, acl: 'public-read-write' }, false))).toEqual(['error public-bucket'])
  })
})

describe('what GetBucketInfo says', () => {
  // https://alibabacloud.com/help/en/oss/developer-reference/getbucketinfo
  const xml = (more: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<BucketInfo><Bucket><Location>oss-cn-hangzhou</Location><StorageClass>Standard</StorageClass>
<TransferAcceleration>Disabled</TransferAcceleration><Name>oss-example</Name>
<Owner><DisplayName>username</DisplayName><ID>27183473914</ID></Owner>
<AccessControlList><Grant>private</Grant></AccessControlList>${more}</Bucket></BucketInfo>`

  it('is read, with what is left out by buckets that never had it', () => {
    expect(parseBucketInfo(xml(''))).toEqual({
      region: 'cn-hangzhou',
      acl: 'private',
      blockPublicAccess: false,
      versioning: '',
      transferAcceleration: false,
    })
    const more = '<Versioning>Suspended</Versioning><BlockPublicAccess>true</BlockPublicAccess>'
    expect(parseBucketInfo(xml(more))).toMatchObject({ versioning: 'Suspended', blockPublicAccess: true })
    expect(parseBucketInfo('<Error/>')).toBeUndefined()
  })
})

describe('keys in a mini-program', () => {
  const found = (text: string, ...secrets: string[]) => leaksIn(text, secrets)

  it('are found by how they look, or because they are ours', () => {
    const id = ['LTAI5t', 'AbCdEfGhIjKlMnOpQr'].join('')
    expect(found(`a\nid: '${id}'`)).toEqual([{ kind: 'access-key', line: 2, id: 'LTAI5tAb…OpQr' }])
    expect(found('STS.NTmNr4Xq1234567890abcdef')).toMatchObject([{ kind: 'sts-key' }])
    expect(found(`appSecret: "0123456789abcdef0123456789abcdef"`)).toEqual([{ kind: 'app-secret', line: 1 }])
    expect(found('x = "my-own-secret-value"', 'my-own-secret-value')).toEqual([{ kind: 'own-secret', line: 1 }])
    expect(found('x = "second-of-the-two"', 'first-of-them,second-of-the-two')).toEqual([
      { kind: 'own-secret', line: 1 },
    ])
  })

  it.each(['LTAI…', 'LTAI', 'secret: wx.getStorageSync("secret")', 'hash: "0123456789abcdef0123456789abcdef"', ''])(
    'are not seen in %j',
    (text) => {
      expect(found(text, 'short')).toEqual([])
    },
  )
})

it('the lines for the domain lists are origins, the bucket’s own among those for requests', () => {
  const lines = domainLines({
    ...config,
    publicUrl: 'https://api.example.com/oss',
    oss: { ...config.oss, domain: 'https://files.example.com' },
  })
  expect(lines.map(({ found }) => found.en.split(/\s+/))).toEqual([
    ['request', 'https://api.example.com;https://files.example.com'],
    ['uploadFile', 'https://files.example.com'],
    ['downloadFile', 'https://files.example.com'],
  ])
})
