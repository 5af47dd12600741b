import { Ajv2020 } from 'ajv/dist/2020'
import fc from 'fast-check'
import { stringify } from 'yaml'
import { route } from '../../../server/define-routes/route'
import { RoutesFileError } from '../../../server/routes-file/complaint'
import { routesFileSchema } from '../../../server/routes-file/file-schema'
import { parseRoutes } from '../../../server/routes-file/parse-routes'

const FILE = `routes:
  photo:
    accept: [image/jpeg, image/png]
    maxSize: 20MB
    minSize: 2KB
    maxFiles: 9
    visibility: public
    keyPrefix: 2026/photos
    metadata: { source: mini-program }
    cacheControl: public, max-age=3600
    contentDisposition: attachment
    styles: { small: "image/resize,w_200" }
    thumbnail: small
    input:
      type: object
      properties: { albumId: { type: integer, minimum: 1 } }
      required: [albumId]
      additionalProperties: false
`

const refusal = (text: string): string => {
  try {
    parseRoutes(text, 'routes.yaml')
  } catch (error) {
    if (error instanceof RoutesFileError) return error.message
    throw error
  }
  return 'accepted'
}

const options = { accept: ['image/*'], maxSize: '1GB' }
const withOption = (option: object): string => stringify({ routes: { photo: { ...options, ...option } } })

describe('a routes file', () => {
  it('has every option of route() that is data', () => {
    const { input, metadata, ...photo } =
      parseRoutes(FILE, 'routes.yaml').photo ?? route({ accept: [], maxSize: '1KB' })
    expect(photo).toMatchObject({
      accept: ['image/jpeg', 'image/png'],
      maxSize: 20 * 1024 ** 2,
      minSize: 2048,
      maxFiles: 9,
      visibility: 'public',
      keyPrefix: '2026/photos',
      cacheControl: 'public, max-age=3600',
      contentDisposition: 'attachment',
      styles: { small: 'image/resize,w_200' },
      thumbnail: 'small',
    })
    expect(
      metadata?.({ user: { kind: 'test', issuer: 'test', id: 'ann' }, input: {}, file: { size: 1, type: '' } }),
    ).toEqual({
      source: 'mini-program',
    })
    const isAccepted = (value: unknown): boolean => input.safeParse(value).success
    expect([{ albumId: 1 }, { albumId: 0 }, {}, { albumId: 1, more: 2 }, undefined].map(isAccepted)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ])
  })

  it('may be JSON, indented by tabs too', () => {
    const json = JSON.stringify({ $schema: './routes.schema.json', routes: { photo: options } }, null, '\t')
    expect(Object.keys(parseRoutes(json, 'routes.json'))).toEqual(['photo'])
  })

  it('may begin with a byte order mark, and take options from another route', () => {
    const text = '\ufeffroutes:\r\n  a: &a { accept: [image/*], maxSize: 1MB }\r\n  b: { <<: *a, maxFiles: 2 }\r\n'
    expect(parseRoutes(text, 'routes.yaml').b).toMatchObject({ accept: ['image/*'], maxSize: 1024 ** 2, maxFiles: 2 })
  })

  it('accepts no input if it names none', () => {
    expect(parseRoutes(withOption({}), 'routes.yaml').photo?.input.safeParse({}).success).toBe(false)
  })

  it.each<[string, string, string]>([
    [
      'an unknown option',
      FILE.replace('maxSize', 'maxSise'),
      'routes.yaml:4: routes.photo.maxSise: unknown key. Did you mean maxSize?',
    ],
    [
      'a missing option',
      FILE.replace(/ {4}maxSize.*\n/, ''),
      'routes.yaml:2: routes.photo.maxSize: expected string, but it is missing',
    ],
    [
      'a wrong type',
      FILE.replace('maxFiles: 9', 'maxFiles: many'),
      'routes.yaml:6: routes.photo.maxFiles: Invalid input: expected number',
    ],
    [
      'a size in other units',
      FILE.replace('20MB', '20M'),
      'routes.yaml:4: routes.photo.maxSize: expected such as 5MB and at most 5GB',
    ],
    [
      'an unknown media type',
      FILE.replace('image/jpeg', 'image/jpg'),
      'routes.yaml:3: routes.photo.accept: expected known media types',
    ],
    [
      'an unknown visibility',
      FILE.replace('public\n', 'everybody\n'),
      'routes.yaml:7: routes.photo.visibility: Invalid option',
    ],
    [
      'a style that is missing',
      FILE.replace('thumbnail: small', 'thumbnail: tiny'),
      'routes.yaml:13: routes.photo.thumbnail: expected a name of styles',
    ],
    [
      'a keyword that is unknown',
      FILE.replace('minimum', 'minimun'),
      'routes.photo.input.properties.albumId.minimun: unknown key. Did you mean minimum?',
    ],
    [
      'a type of JSON that is unknown',
      FILE.replace('integer', 'int'),
      'routes.yaml:16: routes.photo.input.properties.albumId.type: Invalid option',
    ],
    [
      'a pattern that does not compile',
      withOption({ input: { type: 'string', pattern: '(' } }),
      'routes.photo.input.pattern: expected a regular expression',
    ],
    [
      'a name with a space',
      stringify({ routes: { 'a b': options } }),
      'routes.yaml:2: routes.a b: expected 1 to 32 letters',
    ],
    [
      'two routes of one folder',
      stringify({ routes: { a: options, b: { ...options, keyPrefix: 'a' } } }),
      'routes.b: its folder "a" is that of "a" already',
    ],
    [
      'a name that is there twice',
      `${FILE}  photo: { accept: [image/*], maxSize: 1GB }\n`,
      'routes.yaml:19: Map keys must be unique',
    ],
    [
      'a name that objects cannot have',
      FILE.replace('  photo', '  __proto__'),
      'routes.yaml:2: __proto__: is not a valid name',
    ],
    [
      'a name that objects cannot have, by an alias',
      FILE.replace('photo:', 'photo: &name\n    accept: [image/*]\n    maxSize: 1MB\n  video:').replace(
        'source: mini-program',
        'source: &p __proto__, *p : a',
      ),
      'routes.yaml:12: __proto__: is not a valid name',
    ],
    ['a tag', FILE.replace('20MB', '!ENV SIZE'), 'routes.yaml:4: Unresolved tag: !ENV'],
    ['a merge of no mapping', FILE.replace('accept', '<<: 5\n    accept'), 'Merge sources must be maps or map aliases'],
    ['tabs', 'routes:\n\tphoto: {}\n', 'routes.yaml:2: Tabs are not allowed as indentation'],
    ['no routes', 'routes: {}', 'routes.yaml:1: routes: expected at least one route'],
    ['nothing', '', 'routes.yaml: Invalid input: expected object'],
    ['a list', '- photo', 'routes.yaml:1: Invalid input: expected object'],
    [
      'an alias without an anchor',
      'routes:\n  photo: { accept: [*/*], maxSize: 1GB }',
      'routes.yaml:2: */*: no anchor &/* stands before this alias: write "*/*" in quotes',
    ],
    ['an alias before its anchor', 'routes:\n  a: *b\n  b: &b {}', 'routes.yaml:2: *b: no anchor &b stands before'],
  ])('is refused with file, line and a proposal for %s', (_, text, expected) => {
    expect(refusal(text)).toContain(expected)
  })

  it.each([
    { $ref: '#' },
    { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } },
    { allOf: [{ type: 'object' }, { $ref: '#' }] },
    { type: 'object', properties: { a: { anyOf: [{ type: 'string' }, { $ref: '#/properties/a' }] } } },
    { type: 'array', items: { oneOf: [{ $ref: '#/items' }] } },
    { $ref: '#/$defs/a~1b', $defs: { 'a/b': { $ref: '#/$defs/a~1b' } } },
  ])('is refused for the input %j, which no value could end', (input) => {
    expect(refusal(withOption({ input }))).toMatch(
      /^routes\.yaml:\d+: routes\.photo\.input: "\$ref": .* without an end$/,
    )
  })

  it('may have an input that refers to itself for smaller values, or twice to the same schema', async () => {
    const name = { $ref: '#/$defs/name' }
    const input = {
      type: 'object',
      properties: {
        name,
        alias: { anyOf: [name, { allOf: [name] }] },
        children: { type: 'array', items: { $ref: '#' } },
      },
      $defs: { name: { type: 'string' } },
    }
    const { photo } = parseRoutes(withOption({ input }), 'routes.yaml')
    const value = { name: 'a', alias: 'b', children: [{ name: 'c', children: [] }] }
    expect(photo?.input.safeParse(value)).toMatchObject({ success: true, data: value })
    expect(photo?.input.safeParse({ children: [{ name: 1 }] }).success).toBe(false)
  })

  it('is refused with one line for each fault', () => {
    const text = stringify({
      routes: { a: { ...options, maxSize: '9TB' }, b: { ...options, maxFiles: 99 }, c: options },
    })
    expect(refusal(text).split('\n')).toEqual([
      expect.stringMatching(/^routes\.yaml:5: routes\.a\.maxSize: /),
      expect.stringMatching(/^routes\.yaml:\d+: routes\.b\.maxFiles: /),
    ])
  })

  it.each([
    ['a schema', '    input: &x\n      type: object\n      properties: { a: *x }', 'routes.yaml:7: *x: '],
    ['the file', '    styles: *all', 'routes.yaml:5: *all: ', '&all\n'],
    ['a list', '    accept2: &a [*a]', 'routes.yaml:5: *a: '],
    ['a merge', '    input: &x { <<: *x, type: object }', 'routes.yaml:5: *x: '],
    ['a deeper value', '    input: { $defs: { y: &y { items: { anyOf: [*y] } } } }', 'routes.yaml:5: *y: '],
  ])('is refused with the line of an alias that stands inside of %s that it repeats', (_, lines, where, head = '') => {
    const file = `${head}routes:\n  photo:\n    accept: [image/*]\n    maxSize: 1MB\n${lines}\n`
    const moved = head ? where.replace(':5', ':6') : where
    expect(refusal(file)).toBe(`${moved}${refusal(file).slice(moved.length)}`)
    expect(refusal(file)).toContain('stands inside of the value that it repeats')
  })

  it('may repeat a value that has ended', () => {
    const shared = 'routes:\n  a: &a { accept: [image/*], maxSize: 1MB }\n  b: *a\n  c: { <<: *a, maxSize: 2MB }'
    expect(refusal(shared)).toBe('accepted')
  })

  it('is refused if its aliases would make it huge', () => {
    const list = (name: string, item: string): string => `${name}: &${name} [${Array(9).fill(item).join(', ')}]\n`
    const bomb = list('a', 'x') + list('b', '*a') + list('c', '*b') + list('d', '*c') + list('e', '*d')
    expect(refusal(`${bomb}routes: *e`)).toContain('Excessive alias count')
  })

  it('is parsed or refused with a sentence, whatever its text', () => {
    const line = fc.constantFrom(
      ...FILE.split('\n'),
      '- x',
      '  ? y',
      '&a',
      '*a',
      '"',
      '{',
      ']',
      '%YAML 9',
      '---',
      '\t',
      '!!binary x',
      ': :',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(line).map((lines) => lines.join('\n')),
          fc.string(),
        ),
        (text) => {
          expect(refusal(text)).toMatch(/^(accepted|routes\.yaml.*: .*)/)
        },
      ),
      { numRuns: 1000 },
    )
  })
})

/** Each needs more than a minute for some short text, or grows with the square of its length. */
const DANGEROUS = [
  '^(a+)+$',
  '(a|a)*b',
  '^(\\w+\\s?)*$',
  'a*a*$',
  '^\\s+|\\s+$',
  '[a-z]+\\.jpg$',
  '(a?){30}a{30}',
  '^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$',
]

const HARMLESS = [
  '^1[3-9]\\d{9}$',
  '^[\\w.+-]+@[\\w-]+\\.[\\w.-]+$',
  '^#[0-9a-f]{6}$',
  '^[\\u4e00-\\u9fa5]{2,10}$',
  '^(?=.*\\d).{8,32}$',
  '^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
  '^(?:[A-Z]{2}\\d{4}|[a-z]{3,40})$',
  '^\\d{4}-\\d{2}-\\d{2}$',
]

const schemasWith = (pattern: string): [object, string][] => [
  [{ type: 'string', pattern }, 'pattern'],
  [{ type: 'object', properties: { a: { anyOf: [{ type: 'string', pattern }] } } }, 'properties.a.anyOf.0.pattern'],
  [{ type: 'object', patternProperties: { [pattern]: { type: 'string' } } }, `patternProperties.${pattern}`],
  [{ type: 'object', propertyNames: { pattern }, additionalProperties: true }, 'propertyNames.pattern'],
]

describe('a regular expression in the input of a route', () => {
  it.each(DANGEROUS)('is refused with its place and a hint if it could block the backend: %s', (pattern) => {
    for (const [input, place] of schemasWith(pattern)) {
      const message = refusal(withOption({ input }))
      expect(message).toMatch(/^routes\.yaml:\d+: /)
      expect(message).toContain(`: routes.photo.input.${place}: this regular expression could block the backend`)
      expect(message).toContain('begin it with ^')
    }
  })

  it.each(HARMLESS)('is accepted if it judges each text in one way: %s', (pattern) => {
    for (const [input] of schemasWith(pattern)) expect(refusal(withOption({ input }))).toBe('accepted')
  })

  it.each(['(', '[b-a]', '*'])('is refused if it is none: %s', (pattern) => {
    for (const [input] of schemasWith(pattern)) {
      expect(refusal(withOption({ input }))).toContain('expected a regular expression: Invalid regular expression')
    }
  })
})

describe('the JSON Schema of the routes file', () => {
  const isValid = new Ajv2020({ strict: false }).compile(routesFileSchema())

  it.each([
    ['a good file', { routes: { photo: options } }, true],
    ['an unknown option', { routes: { photo: { ...options, maxSise: '1GB' } } }, false],
    ['a missing option', { routes: { photo: { accept: ['image/*'] } } }, false],
    [
      'an input',
      { routes: { photo: { ...options, input: { type: 'object', properties: { a: { type: 'string' } } } } } },
      true,
    ],
    ['an unknown keyword in the input', { routes: { photo: { ...options, input: { typ: 'object' } } } }, false],
  ])('decides as the backend does: %s', (_, file, expected) => {
    expect([isValid(file), refusal(stringify(file)) === 'accepted']).toEqual([expected, expected])
  })
})

describe('the bucket of a route in a routes file', () => {
  const text = 'routes:\n  photo:\n    accept: [image/*]\n    maxSize: 1MB\n    bucket: pubic\n'

  it('is one of the configuration', () => {
    expect(parseRoutes(text.replace('pubic', 'public'), 'routes.yaml', ['public']).photo?.bucket).toBe('public')
  })

  it('is refused with its line and the nearest name', () => {
    expect(() => parseRoutes(text, 'routes.yaml', ['archive', 'public'])).toThrow(
      'routes.yaml:5: routes.photo.bucket: bucket: expected a name of OSS_BUCKETS (archive, public), got "pubic"; did you mean "public"?',
    )
    expect(() => parseRoutes(text, 'routes.yaml')).toThrow('expected a name of OSS_BUCKETS (it has none), got "pubic"')
  })
})
