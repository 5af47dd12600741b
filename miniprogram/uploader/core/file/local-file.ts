import type { FileDeclaration } from '../../contract'
import type { LocalFile } from '../api'
import { UploadError } from '../errors'
import type { FileSource, FileStat, OpenFile } from '../ports'
import { HEAD_BYTES, mediaTypeOf } from './media-type'

/** What a file was when its upload began. */
export interface Inspected {
  declaration: FileDeclaration
  stat: FileStat
}

/**
 * Measures a file and detects its media type. Rejects with `file-missing`, `file-unreadable`, `file-empty`, or
 * `file-changed` if it no longer has the size that the picker reported.
 */
export async function inspect(file: LocalFile, files: FileSource): Promise<Inspected> {
  const stat = await files.stat(file.path)
  const { size } = stat
  if (file.size !== undefined && file.size !== size) throw fileChanged(file.size)
  if (size === 0) throw new UploadError('file-empty')
  const head = await withFile(files, file.path, (open) => open.read(0, Math.min(size, HEAD_BYTES)))
  const type = mediaTypeOf(new Uint8Array(head), file.name ?? file.path)
  return { declaration: { size, type, ...(file.name ? { name: file.name } : {}) }, stat }
}

/** Opens a file for `work`, and closes it however the work ends. */
export async function withFile<T>(files: FileSource, path: string, work: (file: OpenFile) => Promise<T>): Promise<T> {
  const file = await files.open(path)
  try {
    return await work(file)
  } finally {
    await file.close()
  }
}

/**
 * Rejects with `file-changed` unless the file is still what it was: an upload by parts must not mix two files.
 */
export async function assertSame(
  { path, size, modified }: { path: string; size: number; modified?: number },
  files: FileSource,
): Promise<void> {
  const now = await files.stat(path)
  const isRewritten = now.modified !== undefined && modified !== undefined && now.modified !== modified
  if (now.size !== size || isRewritten) throw fileChanged(size)
}

/**
 * Rejects with `file-changed` if a file that was just sent has another size: what was sent is cut short or mixed. If
 * the file is gone by now, that does not matter.
 */
export async function assertUnchanged(path: string, size: number, files: FileSource): Promise<void> {
  const now = await files.stat(path).catch(() => undefined)
  if (now && now.size !== size) throw fileChanged(size)
}

export const fileChanged = (size: number): UploadError => new UploadError('file-changed', { params: { size } })
