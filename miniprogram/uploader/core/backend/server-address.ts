import { UploadError } from '../errors'

/** Where a backend is mounted, without a slash at its end. @throws UploadError `misuse` for what is no address of one. */
export function serverAddress(server: string): string {
  if (/^https?:\/\/[^/]/.test(server)) return server.replace(/\/+$/, '')
  const detail = `server: expected a URL such as https://api.example.com, got ${JSON.stringify(server)}`
  throw new UploadError('misuse', { params: { detail } })
}
