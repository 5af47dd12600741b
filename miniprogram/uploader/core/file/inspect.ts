import type { FileDeclaration } from '../../contract'
import type { LocalFile } from '../api'
import { UploadError } from '../errors'
import type { FileSource, FileStat } from '../ports'
import { HEAD_BYTES, mediaTypeOf } from './media-type'
import { withFile } from './with-file'

/** A file as it was when its upload began. */
export interface Inspected {
  declaration: FileDeclaration
  stat: FileStat
}

/**
 * Measures a file and judges its type. Rejects with `file-missing`, `file-unreadable`, `file-empty`, or
 * `file-changed` when it no longer has the size that the picker told.
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

/** Rejects with `file-changed` unless the file is still as it was: of what was sent, a part would be another's. */
export async function assertSame(path: string, before: FileStat, files: FileSource): Promise<void> {
  const now = await files.stat(path)
  if (now.size !== before.size || isLater(now, before)) throw fileChanged(before.size)
}

const isLater = (now: FileStat, before: FileStat): boolean =>
  now.modified !== undefined && before.modified !== undefined && now.modified !== before.modified

/**
 * Rejects with `file-changed` when a file that was just sent has another size: what went up is a part of it, or a
 * mixture. That it is gone does not matter any more.
 */
export async function assertUnchanged(path: string, size: number, files: FileSource): Promise<void> {
  const now = await files.stat(path).catch(() => undefined)
  if (now && now.size !== size) throw fileChanged(size)
}

export const fileChanged = (size: number): UploadError => new UploadError('file-changed', { params: { size } })
