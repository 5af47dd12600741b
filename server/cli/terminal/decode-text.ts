/**
 * Reads text in the encodings in which computers keep an error: UTF-8, UTF-16 with its byte order mark (`>` of Windows
 * PowerShell), and GB18030, the code page of Chinese Windows. The byte order mark is removed.
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}
