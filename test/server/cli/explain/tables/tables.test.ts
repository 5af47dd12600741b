import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Family, reportedError } from '../../../../../server/cli/cloud/reported-error'
import { explanationOf } from '../../../../../server/cli/explain/explanation'
import { findEntry } from '../../../../../server/cli/explain/find-entry'
import { readInput } from '../../../../../server/cli/explain/input/read-input'
import { TABLES } from '../../../../../server/cli/explain/tables/all'
import type { Entry } from '../../../../../server/cli/explain/tables/entry'

const families = Object.keys(TABLES) as Family[]
const entries = families.flatMap((family) => TABLES[family].map((entry): [Family, Entry] => [family, entry]))

/** The codes of https://help.aliyun.com/zh/oss/developer-reference/error-code that uploads may meet; the last three do not exist. */
const OSS_CODES = `
  AccessDenied AccessForbidden InvalidAccessKeyId SecurityTokenExpired InvalidSecurityToken
  AccessKeyIdAndSecurityTokenNotMatch SecurityTokenNotSupported SignatureDoesNotMatch RequestTimeTooSkewed
  InvalidPolicyDocument InvalidArgument FieldItemTooLong MalformedPOSTRequest RequestIsNotMultiPartContent
  IncorrectNumberOfFilesInPOSTRequest MaxPOSTPreDataLengthExceededError EntityTooLarge EntityTooSmall InvalidDigest
  InvalidObjectName InvalidBucketName FileAlreadyExists PublicEndpointForbidden NoSuchBucket NoSuchKey NoSuchUpload
  InvalidPart InvalidPartOrder PartNotSequential PositionNotEqualToLength FileImmutable ObjectNotAppendable
  PreconditionFailed MissingContentLength MethodNotAllowed CallbackFailed RequestTimeout BadRequest InternalError
  ServiceUnavailable UploadTrafficRateLimitExceeded DownloadTrafficRateLimitExceeded TotalQpsLimitExceeded
  MetaOperationQpsLimitExceeded ActiveRequestLimitExceeded CpuLimitExceeded UserDisable BucketDisable
  AbnormalBucketOwnerStatus SecondLevelDomainForbidden PermanentRedirect ApkDownloadForbidden
  InvalidEncryptionAlgorithmError PolicyConditionFailed ServerBusy QpsLimitExceeded`

/** https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-errorcodes and those of the gateway. */
const STS_CODES = `
  NoPermission EntityNotExist.Role InvalidParameter.RoleArn InvalidParameter.RoleSessionName
  InvalidParameter.DurationSeconds InvalidParameter.ExternalId InvalidParameter.PolicyGrammar
  InvalidParameter.PolicySize InvalidAccessKeyId.NotFound InvalidAccessKeyId.Inactive MissingSecurityToken
  SignatureDoesNotMatch SignatureNonceUsed InvalidTimeStamp.Expired Throttling InternalError`

const ECS = `
  0002-00000209 0002-00000215 0002-00000236 0002-00000701 0002-00000702 0002-00000703 0002-00000704 0002-00000709
  0006-00000117 0006-00000201 0006-00000206 0006-00000207 0006-00000208 0006-00000209 0006-00000211 0006-00000214
  0006-00000216 0006-00000218 0006-00000222 0006-00000226 0006-00000227 0006-00000228 0014-00000033 0014-00000084
  0042-00000214 0048-00000001 0048-00000002 0048-00000100 0048-00000105 0048-00000106 0048-00000112 0048-00000113
  0048-00000114 0048-00000401`

/** https://developers.weixin.qq.com/miniprogram/dev/framework/usability/PublicErrno.html */
const ERRNOS = `
  1 3 5 103 104 111 112 600000 600001 600002 600003 600004 600005 600006 600007 600008 600009 600010 600011 602300
  602302 1300001 1300002 1300014 1300202 1301006 1301007 1301008 1301009 1302002`

const ERRCODES = '-1 40029 40163 40226 45011 45009 40013 40125 41002 41004 40164 40001 42001'

const words = (list: string): string[] => list.trim().split(/\s+/)

describe('the tables', () => {
  it.each([
    ...words(OSS_CODES).map((code) => ['oss', code] as const),
    ...words(STS_CODES).map((code) => ['sts', code] as const),
    ...words(ERRNOS).map((code) => ['wx', code] as const),
    ...words(ERRCODES).map((code) => ['wechat', code] as const),
  ])('explain %s %s', (family, code) => {
    expect(findEntry(reportedError(family, { code }))).toBeDefined()
  })

  it.each(words(ECS))('explain EC %s, pasted alone', (ec) => {
    const found = readInput(ec)
    expect(found && findEntry(found)?.code).toBe(ec)
  })

  it('explain every error that the local OSS and STS can answer', () => {
    const folder = fileURLToPath(new URL('../../../../../dev/local-cloud/', import.meta.url))
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(folder + name, 'utf8'))
      .join('\n')
    const found = (pattern: RegExp): string[] => [
      ...new Set([...sources.matchAll(pattern)].map(([, code = '']) => code)),
    ]
    const [oss, sts, ecs] = [/ossError\(\s*'(\w+)'/g, /stsError\(\s*'([\w.]+)'/g, /'(\d{4}-\d{8})'/g].map(found)
    expect([oss?.length, sts?.length, ecs?.length].every((count) => Number(count) > 15)).toBe(true)
    const unexplained = [
      ...(oss ?? []).filter((code) => !findEntry(reportedError('oss', { code }))),
      ...(sts ?? []).filter((code) => !findEntry(reportedError('sts', { code }))),
      ...(ecs ?? []).filter((ec) => findEntry(reportedError('oss', { ec }))?.code !== ec),
    ]
    expect(unexplained).toEqual([])
  })

  it('have each text in Chinese and in English', () => {
    for (const [, { code, phrase, what, fix }] of entries) {
      for (const { zh, en } of [what, fix]) {
        expect([code, phrase, zh]).toEqual([code, phrase, expect.stringMatching(/\p{Script=Han}|^npm run /u)])
        expect([code, phrase, en]).toEqual([code, phrase, expect.not.stringMatching(/\p{Script=Han}/u)])
        expect([code, phrase, en.length > 0]).toEqual([code, phrase, true])
      }
    }
  })

  it('have no entry that an earlier one hides', () => {
    const hidden = families.flatMap((family) =>
      TABLES[family].filter(({ code, phrase }, index, all) =>
        all
          .slice(0, index)
          .some((earlier) => earlier.code === code && (earlier.phrase === undefined || earlier.phrase === phrase)),
      ),
    )
    expect(hidden).toEqual([])
  })

  it('have phrases in lower case, as messages are compared', () => {
    for (const [, { phrase = '' }] of entries) expect(phrase).toBe(phrase.toLowerCase())
  })
})

describe('a message that tutorials quote', () => {
  it.each([
    ['You are not authorized to do this action. You should be authorized by RAM.', 'NoPermission', /trust policy/],
    ['Roles may not be assumed by root accounts.', 'NoPermission', /AccessKey of the Alibaba Cloud account itself/],
    ["Access denied by authorizer's policy.", 'AccessDenied', /session policy/],
    [
      'The request signature we calculated does not match: SignatureDoesNotMatch',
      'SignatureDoesNotMatch',
      /AccessKey Secret is wrong/,
    ],
    ['Invalid according to Policy: Policy expired.', 'AccessDenied', /policy has expired/],
  ])('is explained: %s', (message, code, what) => {
    const found = readInput(message)
    expect(found?.code).toBe(code)
    expect(found && explanationOf(found).what?.en).toMatch(what)
  })
})
