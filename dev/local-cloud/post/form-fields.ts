import { type OssError, ossError } from '../oss/errors'
import { type FormPart, formParts } from './multipart-form'

export interface Form {
  /** In the order and with the names as sent. */
  fields: ReadonlyMap<string, string>
  /** `filename` of the file part; empty if missing. */
  fileName: string
  /** Content-Type of the file part; undefined if missing. */
  fileType: string | undefined
  /** The file's bytes. At their end the rest of the body is read and ignored. */
  file: AsyncIterable<Uint8Array>
}

/** https://help.aliyun.com/en/oss/developer-reference/postobject: a name may have up to 8 KB, a value up to 2 MB. */
const MAX_NAME_BYTES = 8 * 1024
const MAX_VALUE_BYTES = 2 * 1024 * 1024
/** Limit for all fields together. The documentation names the error but no number; this only bounds memory. */
const MAX_FIELDS_BYTES = 8 * 1024 * 1024

/** Reads the fields up to the file part; fields after it are ignored. */
export async function readForm(source: AsyncIterable<Uint8Array>, boundary: string): Promise<Form> {
  const parts = formParts(source, boundary)
  const fields = new Map<string, string>()
  let total = 0
  for (;;) {
    const next = await parts.next()
    if (next.done) throw wrongFileCount()
    const disposition = parseDisposition(next.value)
    if (disposition.isFile) return { fields, ...fileOf(next.value, disposition), file: withRest(next.value, parts) }
    const value = await readValue(next.value)
    total += Buffer.byteLength(disposition.name) + value.length
    if (total > MAX_FIELDS_BYTES) throw tooMuchBeforeFile()
    if (fields.has(disposition.name)) throw repeatedField(disposition.name)
    const text = value.toString('utf8')
    if (/^key$/i.test(disposition.name) && !Buffer.from(text).equals(value)) throw keyNotUtf8(text)
    fields.set(disposition.name, text)
  }
}

interface Disposition {
  name: string
  fileName: string
  isFile: boolean
}

function parseDisposition({ headerLines }: FormPart): Disposition {
  const header = headerLines.map((line) => /^content-disposition:\s*form-data\s*;(.*)$/i.exec(line)?.[1]).find(Boolean)
  const name = header && quoted(header, 'name')
  if (!header || !name) throw malformed()
  const length = Buffer.byteLength(name)
  if (length > MAX_NAME_BYTES) throw fieldTooLong(length, MAX_NAME_BYTES)
  // OSS does not understand `filename*=UTF-8''…`: it treats the part as a field, which is then too long.
  // https://phyng.com/2024/05/27/aliyun-oss.html
  const isFile = name === 'file' && !/;?\s*filename\*\s*=/i.test(header)
  return { name, isFile, fileName: quoted(header, 'filename') ?? '' }
}

function quoted(header: string, parameter: string): string | undefined {
  const match = new RegExp(`(?:^|;)\\s*${parameter}="((?:[^"\\\\]|\\\\.)*)"`, 'i').exec(header)
  return match?.[1]?.replace(/\\(.)/g, '$1')
}

function fileOf({ headerLines }: FormPart, { fileName }: Disposition): Pick<Form, 'fileName' | 'fileType'> {
  const type = headerLines.map((line) => /^content-type:(.*)$/i.exec(line)?.[1]).find((value) => value !== undefined)
  const stray = headerLines.find((line) => !/^content-(disposition|type):/i.test(line))
  if (stray !== undefined) {
    throw ossError('MalformedPOSTRequest', `unrecognized field name: ${stray.split(':')[0]}`)
  }
  return { fileName, fileType: type?.trim() }
}

async function readValue({ body }: FormPart): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length <= MAX_VALUE_BYTES) chunks.push(chunk)
  }
  if (length > MAX_VALUE_BYTES) throw fieldTooLong(length, MAX_VALUE_BYTES)
  return Buffer.concat(chunks)
}

/** The object is stored only after the closing delimiter, so a body that ends early stores nothing. */
async function* withRest(part: FormPart, parts: AsyncGenerator<FormPart, void>): AsyncGenerator<Uint8Array> {
  yield* part.body
  for await (const later of parts) {
    if (parseDisposition(later).isFile) throw wrongFileCount()
  }
}

function fieldTooLong(proposed: number, allowed: number): OssError {
  return ossError('FieldItemTooLong', 'Your field items exceeded the maximum allowed size.', {
    details: { MaxSizeAllowed: `${allowed}`, ProposedSize: `${proposed}` },
  })
}

const keyNotUtf8 = (text: string): OssError =>
  ossError('InvalidObjectName', 'The specified object is not valid.', { details: { ObjectName: text } })

const wrongFileCount = (): OssError =>
  ossError('IncorrectNumberOfFilesInPOSTRequest', 'POST requires exactly one file upload per request.')

const tooMuchBeforeFile = (): OssError =>
  ossError('MaxPOSTPreDataLengthExceededError', 'Your POST request fields preceding the upload file were too large.')

const repeatedField = (name: string): OssError =>
  ossError('InvalidArgument', 'A form field was sent twice.', { details: { ArgumentName: name } })

const malformed = (): OssError =>
  ossError('MalformedPOSTRequest', 'The body of your POST request is not well-formed multipart/form-data.')
