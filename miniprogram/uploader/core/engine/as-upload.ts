import type { LocalFile } from '../api'
import { isRecord, isText } from '../backend/json'
import { shown } from '../backend/shown'
import type { Upload } from '../task/context'
import { assertOptions, type Kinds } from './assert-options'
import { expected } from './expected'

const UPLOAD: Kinds = { route: 'string', input: 'any', onState: 'function' }
const RESUME: Kinds = { onState: 'function', file: 'any' }

/**
 * Reads the arguments of `upload`, which may come from a program without types.
 * @throws UploadError `misuse`, which names what was expected and what came
 */
export function asUpload(id: string, file: unknown, options: unknown): Upload {
  assertOptions('upload', options, UPLOAD)
  const { route, input } = options as { route?: string; input?: unknown }
  if (!route) throw expected('upload', "options with a route, such as { route: 'photo' }", shown(options))
  return { id, file: asLocalFile('upload', file), purpose: { route, input } }
}

/** Reads the arguments of `resume`: the file, if it was picked again. @throws UploadError `misuse` */
export function asPickedAgain(id: unknown, options: unknown): LocalFile | undefined {
  if (!isText(id)) throw expected('resume', 'the id of an unfinished upload', shown(id))
  assertOptions('resume', options, RESUME)
  const { file } = options as { file?: unknown }
  return file === undefined ? undefined : asLocalFile('resume', file)
}

/** @throws UploadError `misuse` */
export function assertKeys(keys: unknown): void {
  if (!Array.isArray(keys) || !keys.every(isText)) throw expected('urls', 'an array of keys', shown(keys))
}

function asLocalFile(caller: string, file: unknown): LocalFile {
  const record = isRecord(file) ? file : { path: file }
  const { path, name = '' } = record
  if (!isText(path) || typeof name !== 'string') throw expected(caller, ONE_FILE, told(file))
  if (isElsewhere(path)) throw expected(caller, ONE_FILE, `${shown(path)}: save it as a local file first`)
  return { ...record, path }
}

const ONE_FILE = 'one file, as a local path or { path }'

function told(file: unknown): string {
  if (Array.isArray(file)) return 'an array: call it once for each file'
  if (isRecord(file) && 'tempFiles' in file) return 'the result of a picker: pass one of its tempFiles'
  return isRecord(file) && 'tempFilePath' in file ? 'one with tempFilePath: pass that path' : shown(file)
}

/**
 * Whether a path leads to another machine, or is the content itself. Developer tools and Alipay write local paths as
 * `http://tmp/…`, `http://127.0.0.1:1234/__tmp__/…` and `https://resource/…`.
 */
const isElsewhere = (path: string): boolean =>
  /^(https?|data|cloud|blob):/i.test(path) && !/^https?:\/\/((tmp|usr|store|resource)\/|[^/]*\/__\w+__\/)/i.test(path)
