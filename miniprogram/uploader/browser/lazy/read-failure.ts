import { UploadError } from '../../core/errors'

/** Decodes why a file's bytes could not be read. https://w3c.github.io/FileAPI/#file-error-types-dfn */
export function readFailure(thrown: unknown, size: number): UploadError {
  const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : ''
  if (name === 'NotFoundError') return new UploadError('file-missing', { cause: thrown })
  // Chromium reports this for a file that was written to since it was picked, whatever its size is now.
  if (name === 'NotReadableError') return new UploadError('file-changed', { params: { size }, cause: thrown })
  return new UploadError('file-unreadable', { params: { detail: String(thrown) }, cause: thrown })
}
