import fc from 'fast-check'
import { readForm } from '../../../dev/local-cloud/post/form-fields'
import { boundaryOf } from '../../../dev/local-cloud/post/multipart-form'

const BOUNDARY = 'AaB03x'

function encode(fields: [string, Uint8Array][], file: Uint8Array, after = ''): Buffer {
  const parts = fields.flatMap(([name, value]) => [
    Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`),
    value,
    Buffer.from('\r\n'),
  ])
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\nContent-Type: image/png\r\n\r\n`
  return Buffer.concat([...parts, Buffer.from(head), file, Buffer.from(`\r\n${after}--${BOUNDARY}--\r\n`)])
}

async function* cut(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0
  for (let turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1
    yield bytes.subarray(at, at + size)
    at += size
  }
}

async function parse(body: Uint8Array, sizes: readonly number[] = [1000]) {
  const form = await readForm(cut(body, sizes), BOUNDARY)
  const chunks: Uint8Array[] = []
  for await (const chunk of form.file) chunks.push(chunk)
  return { fields: [...form.fields], file: Buffer.concat(chunks), name: form.fileName, type: form.fileType }
}

/** Bytes with many line ends, hyphens and beginnings of the boundary. */
const tricky = fc
  .array(fc.oneof(fc.constantFrom('\r', '\n', '-', '--', '\r\n--Aa', `\r\n--AaB03`, `--${BOUNDARY}`), fc.string()))
  .map((pieces) => pieces.join(''))
  .filter((text) => !`\r\n${text}`.includes(`\r\n--${BOUNDARY}`))
  .map((text) => Buffer.from(text))

describe('The form parser', () => {
  it('returns every field and the file, however the body is split into chunks', async () => {
    const fields = fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z-]{1,12}$/), tricky), {
      selector: ([name]) => name,
      maxLength: 4,
    })
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(fields, tricky, sizes, async (given, file, cuts) => {
        const pairs = given.filter(([name]) => name !== 'file')
        const parsed = await parse(encode(pairs, file), cuts)
        expect(parsed.fields).toEqual(pairs.map(([name, value]) => [name, value.toString('utf8')]))
        expect(parsed.file.equals(file)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('refuses a body that ends early, at any byte', async () => {
    const body = encode([['key', Buffer.from('a')]], Buffer.from('bytes'))
    const closing = Buffer.byteLength('--\r\n')
    for (let length = 0; length <= body.length - closing; length += 1) {
      await expect(parse(body.subarray(0, length))).rejects.toMatchObject({ code: 'MalformedPOSTRequest' })
    }
  })

  it('ignores fields after the file', async () => {
    const after = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="key"\r\n\r\nlate\r\n`
    expect((await parse(encode([], Buffer.from('x'), after))).fields).toEqual([])
  })

  it('refuses a second file', async () => {
    const after = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="b"\r\n\r\nlate\r\n`
    const code = 'IncorrectNumberOfFilesInPOSTRequest'
    await expect(parse(encode([], Buffer.from('x'), after))).rejects.toMatchObject({ code })
  })

  it('reads a part with filename* as a field, which is then too long', async () => {
    const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename*=UTF-8''a.bin\r\n\r\n`
    const body = Buffer.concat([Buffer.from(head), Buffer.alloc(3_000_000), Buffer.from(`\r\n--${BOUNDARY}--\r\n`)])
    await expect(parse(body, [65_536])).rejects.toMatchObject({
      code: 'FieldItemTooLong',
      details: { ProposedSize: '3000000' },
    })
  })

  it('accepts a file part without filename and type', async () => {
    const body = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n--${BOUNDARY}--\r\n`
    expect(await parse(Buffer.from(body))).toMatchObject({ name: '', type: undefined, file: Buffer.from('x') })
  })

  it.each([
    ['text before the first boundary', `hello\r\n--${BOUNDARY}--\r\n`, 'MalformedPOSTRequest'],
    ['no parts at all', `--${BOUNDARY}--\r\n`, 'IncorrectNumberOfFilesInPOSTRequest'],
    [
      'a part without a name',
      `--${BOUNDARY}\r\nContent-Type: a/b\r\n\r\nx\r\n--${BOUNDARY}--\r\n`,
      'MalformedPOSTRequest',
    ],
    [
      'another header in the file part',
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\nContent-Length: 1\r\n\r\nx\r\n--${BOUNDARY}--\r\n`,
      'MalformedPOSTRequest',
    ],
    ['a header without an end', `--${BOUNDARY}\r\nContent-Disposition: ${'x'.repeat(20_000)}`, 'MalformedPOSTRequest'],
  ])('refuses %s', async (_, body, code) => {
    await expect(parse(Buffer.from(body))).rejects.toMatchObject({ code })
  })

  it('refuses a field that is sent twice', async () => {
    const body = encode(
      [
        ['key', Buffer.from('a')],
        ['key', Buffer.from('b')],
      ],
      Buffer.from('x'),
    )
    await expect(parse(body)).rejects.toMatchObject({ code: 'InvalidArgument' })
  })
})

describe('The boundary', () => {
  it.each([
    ['multipart/form-data; boundary=abc', 'abc'],
    ['multipart/form-data; charset=utf-8; boundary="a b"', 'a b'],
    ['Multipart/Form-Data;BOUNDARY=abc', 'abc'],
    ['multipart/form-data', undefined],
    ['multipart/mixed; boundary=abc', undefined],
    ['application/json', undefined],
    [undefined, undefined],
  ])('of %s is %s', (contentType, boundary) => {
    expect(boundaryOf(contentType)).toBe(boundary)
  })
})
