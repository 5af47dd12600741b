import { UploadError } from '../errors'

/**
 * Validates the address of a backend, and removes slashes at its end.
 * @throws UploadError `misuse` unless it is an http(s) URL
 */
export function serverAddress(server: string): string {
  if (/^https?:\/\/[^/]/.test(server)) return server.replace(/\/+$/, '')
  const detail = `server: expected a URL such as https://api.example.com, got ${JSON.stringify(server)}`
  throw new UploadError('misuse', { params: { detail } })
}
