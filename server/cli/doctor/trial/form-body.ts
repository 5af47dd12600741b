import { randomBytes } from 'node:crypto'

export interface FormBody {
  contentType: string
  body: Buffer
}

/** Encodes a form as a phone does: the fields in their order, then the file. */
export function formBody(fields: Readonly<Record<string, string>>, file: Uint8Array, type: string): FormBody {
  const boundary = `doctor${randomBytes(12).toString('hex')}`
  const head = Object.entries(fields)
    .map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    .join('')
  const last = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="doctor.jpg"\r\nContent-Type: ${type}\r\n\r\n`
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([Buffer.from(head + last), file, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  }
}
