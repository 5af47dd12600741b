// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are placeholders of OSS, not of JavaScript.
import { parsePolicy } from '../../../dev/local-cloud/post/policy'
import { checkPolicy } from '../../../dev/local-cloud/post/policy-check'
import { BUCKET, NOW } from '../rig/in-process'
import v1Form from '../vectors/v1-form.json' with { type: 'json' }

const LATER = '2026-01-02T04:00:00.000Z'
const encode = (policy: unknown): string =>
  Buffer.from(typeof policy === 'string' ? policy : JSON.stringify(policy)).toString('base64')
const withConditions = (...conditions: unknown[]) => ({ expiration: LATER, conditions })

describe('A policy document', () => {
  it.each<[string, unknown, string | undefined]>([
    ['is no JSON', '{', '0006-00000204'],
    ['is a list', '[]', '0006-00000204'],
    ['has another property', { ...withConditions({ key: 'a' }), extra: 1 }, '0006-00000206'],
    ['has no conditions', { expiration: LATER }, '0006-00000207'],
    ['has no expiration', { conditions: [{ key: 'a' }] }, '0006-00000208'],
    ['has neither', {}, '0006-00000209'],
    ['has a number for its expiration', { expiration: 1, conditions: [{ key: 'a' }] }, '0006-00000210'],
    [
      'has a local time for its expiration',
      { expiration: '2026-01-02T04:00:00+08:00', conditions: [{ key: 'a' }] },
      '0006-00000210',
    ],
    ['has an empty expiration', { expiration: '', conditions: [{ key: 'a' }] }, '0006-00000211'],
    ['has conditions that are no list', { expiration: LATER, conditions: 123 }, '0006-00000214'],
    ['has no condition', withConditions(), undefined],
    ['has a condition of no kind', withConditions(['$key']), '0006-00000216'],
    ['has a condition with four elements', withConditions(['starts-with', '$key', 'a', 'b']), '0006-00000218'],
    ['has a field without its dollar', withConditions(['eq', 'key', 'a']), '0006-00000218'],
    ['has a range of text', withConditions(['content-length-range', 'test', 10]), '0006-00000220'],
    ['has a range the wrong way round', withConditions(['content-length-range', 10, 1]), '0006-00000220'],
    ['has a negative range', withConditions(['content-length-range', -1, 1]), '0006-00000220'],
    ['has a number for a condition', withConditions(123), '0006-00000222'],
    ['has a list for text', withConditions(['eq', '$key', ['a']]), '0006-00000224'],
    ['has text for a list', withConditions(['not-in', '$cache-control', 'no-cache']), '0006-00000224'],
    ['has a number in an object', withConditions({ key: 1 }), '0006-00000224'],
    ['has an object of two properties', withConditions({ key: 'a', bucket: 'b' }), undefined],
    ['has an object of none', withConditions({}), undefined],
  ])('is refused when it %s', (_, policy, ec) => {
    expect(() => parsePolicy(encode(policy))).toThrow(
      expect.objectContaining({ code: 'InvalidPolicyDocument', status: 400, ec }),
    )
  })

  it.each(['', 'a', '****', encode('{}').replace(/=*$/, '*')])('is refused when its base64 is %j', (text) => {
    expect(() => parsePolicy(text)).toThrow(expect.objectContaining({ ec: '0006-00000201' }))
  })

  it('may escape slashes and dollar signs, as the Java SDK does', () => {
    const sample = v1Form.find(({ id }) => id === 'v1p-java-1')
    const { conditions } = parsePolicy(sample?.input.stringToSign ?? '')
    expect(conditions).toContainEqual(expect.objectContaining({ field: 'key', value: 'user/eric/${filename}' }))
    const single = `{"expiration":"${LATER}","conditions":[["eq","\\$key","a\\/\\$b"]]}`
    expect(parsePolicy(encode(single)).conditions).toMatchObject([{ field: 'key', value: 'a/$b' }])
  })
})

describe('A condition', () => {
  const form = {
    key: 'user/eric/a.jpg',
    'Content-Type': 'image/jpeg',
    'x-oss-meta-Tag': 'one',
  }
  const check = (conditions: unknown[], fields: Record<string, string> = form, fileType?: string) =>
    checkPolicy(
      parsePolicy(encode(withConditions(...conditions))),
      { fields: new Map(Object.entries(fields)), fileType },
      BUCKET,
      'lax',
      NOW,
    )

  it.each([
    [{ key: 'user/eric/a.jpg' }],
    [{ bucket: BUCKET }],
    [['eq', '$key', 'user/eric/a.jpg']],
    [['eq', '$bucket', BUCKET]],
    [['eq', '$CONTENT-TYPE', 'image/jpeg']],
    [['eq', '$x-oss-meta-tag', 'one']],
    [['starts-with', '$key', 'user/']],
    [['starts-with', '$key', '']],
    [['in', '$content-type', ['image/png', 'image/jpeg']]],
    [['not-in', '$content-type', ['image/png']]],
  ])('%j allows the form', (condition) => {
    expect(() => check([condition])).not.toThrow()
  })

  it.each([
    [{ key: 'user/eric/b.jpg' }, '0006-00000227'],
    [{ bucket: 'another' }, '0006-00000227'],
    [['eq', '$key', 'USER/ERIC/A.JPG'], '0006-00000227'],
    [['starts-with', '$key', '/user'], '0006-00000227'],
    [['in', '$content-type', ['image/png']], '0006-00000227'],
    [['in', '$content-type', []], '0006-00000227'],
    [['not-in', '$content-type', ['image/jpeg']], '0006-00000227'],
    [['eq', '$callback', 'x'], '0006-00000226'],
    [['starts-with', '$cache-control', ''], '0006-00000226'],
    [['not-in', '$cache-control', ['no-cache']], '0006-00000226'],
  ])('%j refuses the form', (condition, ec) => {
    expect(() => check([condition])).toThrow(expect.objectContaining({ code: 'AccessDenied', status: 403, ec }))
  })

  it('reads the content type from the file part when the form has no such field', () => {
    const conditions = [['in', '$content-type', ['image/png']]]
    expect(() => check(conditions, { key: 'a' }, 'image/png')).not.toThrow()
    expect(() => check(conditions, { key: 'a', 'Content-Type': 'text/html' }, 'image/png')).toThrow()
  })

  it('cannot be met by a form field named bucket', () => {
    expect(() => check([{ bucket: 'another' }], { key: 'a', bucket: 'another' })).toThrow()
  })

  it('on sizes applies together with all others', () => {
    const ranges = [
      ['content-length-range', 1, 10],
      ['content-length-range', 5, 20],
    ]
    expect(check(ranges)).toEqual({ min: 5, max: 10 })
    expect(check([{ key: form.key }])).toEqual({ min: 0, max: Number.POSITIVE_INFINITY })
  })
})

describe('Fields that the policy does not name', () => {
  const fields = new Map([
    ['key', 'a'],
    ['policy', 'p'],
    ['x-oss-signature', 's'],
    ['x-oss-signature-version', 'OSS4-HMAC-SHA256'],
  ])
  const version = { 'x-oss-signature-version': 'OSS4-HMAC-SHA256' }
  const check =
    (mode: 'strict' | 'lax', ...conditions: unknown[]) =>
    () =>
      checkPolicy(
        parsePolicy(encode(withConditions(...conditions))),
        { fields, fileType: undefined },
        BUCKET,
        mode,
        NOW,
      )

  it('are all refused in strict mode', () => {
    expect(check('strict', version)).toThrow('Invalid according to Policy: Extra input fields: key')
    expect(check('strict', version, { key: 'a' })).not.toThrow()
  })

  it('are refused in lax mode only if they belong to the V4 signature', () => {
    expect(check('lax', version)).not.toThrow()
    expect(check('lax', { key: 'a' })).toThrow('Extra input fields: x-oss-signature-version')
  })
})
