/** How checks judge answers that no server on this machine can give. */
import { judgeAccess } from '../../../../../server/cli/doctor/checks/bucket/access'
import { judgeCertificate } from '../../../../../server/cli/doctor/checks/bucket/certificate'
import { judgeDomain } from '../../../../../server/cli/doctor/checks/bucket/domain'
import { judgeClock } from '../../../../../server/cli/doctor/checks/identity/clock'
import { judgeCaller } from '../../../../../server/cli/doctor/checks/identity/source'
import { domainLines } from '../../../../../server/cli/doctor/checks/mini-program/domains'
import { judgeRegion } from '../../../../../server/cli/doctor/checks/uploads/callback'
import { judgeLength, judgeParts } from '../../../../../server/cli/doctor/checks/uploads/multipart'
import { config } from '../../../fixture'

const codes = (findings: { severity: string; code: string }[]): string[] =>
  findings.filter(({ severity }) => severity !== 'fact').map(({ severity, code }) => `${severity} ${code}`)

const DAY = 86_400_000
const NOW = Date.UTC(2026, 0, 2)

describe('a check', () => {
  it.each([
    [0, []],
    [59, []],
    [-62, ['warning clock-skew']],
    [62, ['warning clock-skew']],
    [899, ['warning clock-skew']],
    [902, ['error clock-skew']],
    [-902, ['error clock-skew']],
  ])('judges a clock that differs by %d s', (seconds, bad) => {
    const theirs = Math.floor((NOW + 250) / 1000) * 1000 + seconds * 1000
    expect(codes(judgeClock(theirs, NOW, NOW + 1000))).toEqual(bad)
  })

  it('judges a certificate by its problem and the days that are left', () => {
    const judge = (days: number, problem?: string) =>
      codes(judgeCertificate('a.example', { validTo: NOW + days * DAY, ...(problem && { problem }) }, NOW))
    expect(judge(15)).toEqual([])
    expect(judge(13)).toEqual(['warning certificate-soon'])
    expect(judge(90, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE')).toEqual(['error network:UNABLE_TO_VERIFY_LEAF_SIGNATURE'])
    expect(judgeCertificate('a.example', undefined, NOW)).toEqual([])
  })

  it('warns about regions without callbacks', () => {
    expect(codes(judgeRegion('cn-hangzhou'))).toEqual([])
    expect(codes(judgeRegion('cn-fuzhou'))).toEqual(['warning region-without-callback'])
  })

  it('reports a role of another account as a fact', () => {
    const caller = { arn: 'acs:ram::1:user/a', accountId: '1', identityType: 'RAMUser' }
    expect(judgeCaller(caller, 'LTAI', 'acs:ram::2:role/r').map(({ code }) => code)).toEqual([
      'identity',
      'other-account',
    ])
  })

  it('reports the limits of default domains, not of others', () => {
    const answer = { status: 404, headers: {}, body: Buffer.alloc(0) }
    const factsOf = (domain: string) => judgeDomain(answer, domain).map(({ code }) => code)
    expect(factsOf('https://b.oss-cn-hangzhou.aliyuncs.com')).toEqual(['domain', 'default-domain'])
    expect(factsOf('https://b.oss-accelerate.aliyuncs.com')).toEqual(['domain'])
    expect(factsOf('https://files.example.com')).toEqual(['domain'])
  })

  it('accepts parts of their own size, or the last one with one byte more', () => {
    expect(codes(judgeParts([1000, 500]))).toEqual([])
    expect(codes(judgeParts([1000, 501]))).toEqual([])
    for (const held of [[], [1000], [500, 1000], [1000, 500, 1], [1000, 499]])
      expect(codes(judgeParts(held))).toEqual(['error parts-differ'])
  })

  it('warns about a part that is too long only if lengths are signed', () => {
    expect(codes(judgeLength(undefined, true))).toEqual(['warning part-too-long'])
    expect(codes(judgeLength(undefined, false))).toEqual([])
  })

  it('warns about Block Public Access only if a route is public', () => {
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

  it('lists origins for the domain lists, with that of the bucket among those for requests', () => {
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
})
