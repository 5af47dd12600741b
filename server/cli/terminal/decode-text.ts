import { isUtf8 } from 'node:buffer'
import { charsetOfText } from '../../content/charset-of-text'

/**
 * Reads text in the encodings in which computers keep an error: UTF-8, UTF-16 with its byte order mark (`>` of Windows
 * PowerShell), and GB18030, the code page of Chinese Windows. The byte order mark is removed.
 */
export function decodeText(bytes: Uint8Array): string {
  const charset = charsetOfText(bytes, 'text/plain') ?? (isUtf8(bytes) ? 'utf-8' : 'gb18030')
  return new TextDecoder(charset).decode(bytes)
}
