/** multipart/form-data as `wx.uploadFile` sends it: the fields in their order, then the file. */
export function formBody(
  fields: Record<string, string>,
  file: Uint8Array,
): { headers: Record<string, string>; body: Uint8Array[] } {
  const boundary = '----model'
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const fileHead = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="tmp"\r\nContent-Type: application/octet-stream\r\n\r\n`
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: [Buffer.from(parts.join('') + fileHead), file, Buffer.from(`\r\n--${boundary}--\r\n`)],
  }
}
