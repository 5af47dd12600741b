import { CORS, corsRule, EXPOSED, METHODS, mergeCors, withoutCors } from '../../../../../server/cli/setup/rules/cors'
import { childTexts, element, type XmlElement } from '../../../../../server/oss/xml'

const rule = (origins: string[], methods: string[], headers: string[] = [], expose: string[] = []): XmlElement =>
  element('CORSRule', [
    ...origins.map((value) => element('AllowedOrigin', value)),
    ...methods.map((value) => element('AllowedMethod', value)),
    ...headers.map((value) => element('AllowedHeader', value)),
    ...expose.map((value) => element('ExposeHeader', value)),
  ])

const OURS = ['https://www.example.com']
const lines = (rules: XmlElement[]): string[] => rules.map(CORS.describe)

describe('mergeCors', () => {
  it('adds a rule if there is none', () => {
    expect(lines(mergeCors([], OURS))).toEqual([
      'https://www.example.com  GET,HEAD,POST,PUT,DELETE  headers *  expose ETag,x-oss-request-id,x-oss-hash-crc64ecma,x-oss-version-id  600 s',
    ])
  })

  it('puts the rule before the existing ones, which stay, because OSS uses the first match', () => {
    const foreign = [rule(['*'], ['GET']), rule(['https://other.example'], ['PUT'], ['*'], ['ETag'])]
    expect(mergeCors(foreign, OURS)).toEqual([corsRule(OURS), ...foreign])
  })

  it('changes nothing if a rule is enough already, also by a wildcard', () => {
    for (const origins of [OURS, ['*'], ['https://*.example.com']]) {
      const rules = [
        rule(
          origins,
          METHODS,
          ['*'],
          EXPOSED.map((name) => name.toLowerCase()),
        ),
      ]
      expect(mergeCors(rules, OURS)).toBe(rules)
    }
  })

  it('widens a rule of the same origins, and does not narrow it', () => {
    const [merged] = mergeCors([rule(OURS, ['PATCH'], ['x-own'], ['x-seen', 'etag'])], OURS)
    expect(merged && childTexts(merged, 'AllowedMethod')).toEqual(['PATCH', ...METHODS])
    expect(merged && childTexts(merged, 'AllowedHeader')).toEqual(['x-own', '*'])
    expect(merged && childTexts(merged, 'ExposeHeader')).toEqual(['x-seen', 'etag', ...EXPOSED.slice(1)])
  })

  it('moves the rule before one that matches first', () => {
    const hiding = rule(['*'], ['GET'])
    expect(mergeCors([hiding, corsRule(OURS)], OURS)).toEqual([corsRule(OURS), hiding])
  })

  it('changes nothing the second time', () => {
    const once = mergeCors([rule(['*'], ['GET'])], OURS)
    expect(mergeCors(once, OURS)).toBe(once)
  })
})

describe('withoutCors', () => {
  it('removes the rule that apply wrote, unless it was changed since', () => {
    const foreign = rule(['*'], ['GET'])
    const changed = rule(OURS, ['GET'])
    expect(withoutCors([corsRule(OURS), foreign], OURS)).toEqual([foreign])
    expect(withoutCors([changed, foreign], OURS)).toEqual([changed, foreign])
  })
})
