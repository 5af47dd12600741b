import { type CompleteAnswer, PATHS, type PresignAnswer, type StoredFile } from '../../../miniprogram/uploader/contract'
import type { Routes } from '../../../server/routes'
import { post } from './backend'
import { reach } from './thrown'

/** One PUT to a presigned URL, and the question whether it is there: no SDK, no key in the page. */
export async function putPresigned(file: File, route: keyof Routes, signal: AbortSignal): Promise<StoredFile> {
  const { name, size, type } = file
  const put = await post<PresignAnswer>(PATHS.presign, { method: 'PUT', route, file: { name, size, type } }, signal)
  const request = { method: put.method, headers: put.headers, body: file, signal }
  const answer = await reach('bucket', () => fetch(put.url, request))
  if (!answer.ok) throw new Error(`OSS: HTTP ${answer.status} ${await answer.text()}`)
  const { file: stored } = await post<CompleteAnswer>(PATHS.complete, { upload: put.upload }, signal)
  return stored
}

/** Reads it back by a presigned GET. */
export async function getPresigned(key: string): Promise<Response> {
  const get = await post<PresignAnswer>(PATHS.presign, { method: 'GET', key })
  return reach('bucket', () => fetch(get.url, { headers: get.headers }))
}
