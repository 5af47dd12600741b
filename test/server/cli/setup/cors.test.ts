import { CORS, corsRule, EXPOSED, METHODS, mergeCors, withoutCors } from '../../../../server/cli/setup/rules/cors'
import { childTexts, element, parseXml, type XmlElement } from '../../../../server/cli/xml'

const rule = (origins: string[], methods: string[], headers: string[] = [], expose: string[] = []): XmlElement =>
  element('CORSRule', [
    ...origins.map((value) => element('AllowedOrigin', value)),
    ...methods.map((value) => element('AllowedMethod', value)),
    ...headers.map((value) => element('AllowedHeader', value)),
    ...expose.map((value) => element('ExposeHeader', value)),
  ])

const OURS = ['https://www.example.com']
const lines = (rules: XmlElement[]): string[] => rules.map(CORS.line)

describe('CORS rules', () => {
  it('are written whole where there are none', () => {
    expect(lines(mergeCors([], OURS))).toEqual([
      'https://www.example.com  GET,HEAD,POST,PUT,DELETE  headers *  expose ETag,x-oss-request-id,x-oss-hash-crc64ecma,x-oss-version-id  600 s',
    ])
  })

  it('of others stay, behind ours: OSS uses the first that fits', () => {
    const foreign = [rule(['*'], ['GET']), rule(['https://other.example'], ['PUT'], ['*'], ['ETag'])]
    expect(mergeCors(foreign, OURS)).toEqual([corsRule(OURS), ...foreign])
  })

  it('are left alone when they serve already, be it by a wildcard', () => {
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

  it('of the same origins are widened, not narrowed', () => {
    const [merged] = mergeCors([rule(OURS, ['PATCH'], ['x-own'], ['x-seen', 'etag'])], OURS)
    expect(merged && childTexts(merged, 'AllowedMethod')).toEqual(['PATCH', ...METHODS])
    expect(merged && childTexts(merged, 'AllowedHeader')).toEqual(['x-own', '*'])
    expect(merged && childTexts(merged, 'ExposeHeader')).toEqual(['x-seen', 'etag', ...EXPOSED.slice(1)])
  })

  it('that hide ours go behind it, even where ours is there', () => {
    const hiding = rule(['*'], ['GET'])
    expect(mergeCors([hiding, corsRule(OURS)], OURS)).toEqual([corsRule(OURS), hiding])
  })

  it('are the same after a second time', () => {
    const once = mergeCors([rule(['*'], ['GET'])], OURS)
    expect(mergeCors(once, OURS)).toBe(once)
  })

  it('of ours go by delete; one that somebody changed stays', () => {
    const foreign = rule(['*'], ['GET'])
    const changed = rule(OURS, ['GET'])
    expect(withoutCors([corsRule(OURS), foreign], OURS)).toEqual([foreign])
    expect(withoutCors([changed, foreign], OURS)).toEqual([changed, foreign])
  })
})

describe('the XML of rules', () => {
  it('is read with what it knows nothing of', () => {
    const root = parseXml('<?xml version="1.0"?><A xmlns="x"><!-- c --><B>1 &amp; &#x4e2d;</B><C/></A>')
    expect(root).toEqual(element('A', [element('B', '1 & 中'), element('C')]))
  })

  it.each(['', '<A>', '<A></B>', '<A/><B/>', 'text'])('is refused when it is none: %j', (text) => {
    expect(parseXml(text)).toBeUndefined()
  })
})
