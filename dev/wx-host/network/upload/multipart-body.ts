import { Buffer } from 'node:buffer'

export interface MultipartBody {
  contentType: string
  /** Everything before the file's bytes: the fields in their order, then the file part's headers. */
  head: Buffer
  tail: Buffer
}

export interface MultipartFile {
  /** Name of the form field. */
  name: string
  filename: string
  type: string
}

/** https://www.rfc-editor.org/rfc/rfc7578: fields first, the file last, as OSS's PostObject needs it. */
export function multipartBody(boundary: string, fields: Record<string, unknown>, file: MultipartFile): MultipartBody {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"\r\n\r\n${value}\r\n`,
  )
  const fileHead =
    `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(file.name)}"; filename="${quoted(file.filename)}"` +
    `\r\nContent-Type: ${file.type}\r\n\r\n`
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    head: Buffer.from(parts.join('') + fileHead),
    tail: Buffer.from(`\r\n--${boundary}--\r\n`),
  }
}

// https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data
const quoted = (text: string) => text.replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/"/g, '%22')
