import type { FileDeclaration } from '../../contract'
import { HEAD_BYTES } from '../../formats/head'
import type { LocalFile } from '../api'
import { UploadError } from '../errors'
import type { FileSource, FileStat, OpenFile } from '../ports'
import { shortName } from './short-name'

/** What a file was when its upload began. */
export interface Inspected {
  declaration: FileDeclaration
  stat: FileStat
}

/**
 * Judges what a file is.
 * @param head its first `HEAD_BYTES`, or all of it
 * @param name its name or its path
 */
export type Judge = (head: Uint8Array, name: string) => Pick<FileDeclaration, 'type' | 'charset'>

/**
 * Measures a file, and judges it by its first bytes. The size that a picker reported is only a
 * hint, because some pickers report that of another file. Rejects with `file-missing` or `file-unreadable`.
 */
export async function inspect(file: LocalFile, files: FileSource, judge: Judge): Promise<Inspected> {
  const stat = await files.stat(file.path)
  const { size } = stat
  const head = size === 0 ? new Uint8Array() : await readHead(file.path, size, files)
  const name = shortName(file.name ?? '')
  return { declaration: { size, ...judge(head, file.name || file.path), ...(name ? { name } : {}) }, stat }
}

const readHead = (path: string, size: number, files: FileSource): Promise<Uint8Array> =>
  withFile(files, path, (open) => open.read(0, Math.min(size, HEAD_BYTES))).then((head) => new Uint8Array(head))

/** Opens a file for `work`, and closes it however the work ends. */
export async function withFile<T>(files: FileSource, path: string, work: (file: OpenFile) => Promise<T>): Promise<T> {
  const file = await files.open(path)
  try {
    return await work(file)
  } finally {
    await file.close()
  }
}

/** A file, as it was when its upload began. */
interface Measured {
  path: string
  /** Bytes. */
  size: number
  modified?: number
}

/**
 * Rejects with `file-changed` unless the file is still what it was: an upload by parts must not mix two files.
 */
export async function assertSame(measured: Measured, files: FileSource): Promise<void> {
  compare(measured, await files.stat(measured.path))
}

/** The same after the file was read. If it is gone by now, that does not matter. */
export async function assertStillSame(measured: Measured, files: FileSource): Promise<void> {
  const now = await files.stat(measured.path).catch(() => undefined)
  if (now) compare(measured, now)
}

function compare({ size, modified }: Measured, now: FileStat): void {
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
