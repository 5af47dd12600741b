import { type CompleteAnswer, PATHS, type StoredFile } from '../../../miniprogram/uploader/contract'
import type { PresignAnswer } from '../../../miniprogram/uploader/optional-endpoints'
import type { Routes } from '../../../server/routes'
import { post } from './backend'
import { again } from './patience'
import { reach } from './thrown'

type ForPut = Required<Pick<PresignAnswer, 'upload'>> & PresignAnswer

/** One PUT to a presigned URL: no SDK, no key in the page. Resolves to what `confirm` asks about. */
export function putPresigned(file: File, route: keyof Routes, signal: AbortSignal): Promise<string> {
  const { name, size, type } = file
  return again(async () => {
    const put = await post<ForPut>(PATHS.presign, { method: 'PUT', route, file: { name, size, type } }, signal)
    await read(put, { body: file, signal })
    return put.upload
  }, signal)
}

/** Whether it is there. Asked again with the same upload, however often, it stays one file. */
export async function confirm(upload: string): Promise<StoredFile> {
  const { file } = await again(() => post<CompleteAnswer>(PATHS.complete, { upload }))
  return file
}

/** Reads it back by a presigned GET. */
export const getPresigned = (key: string): Promise<Blob> =>
  again(async () => read(await post<PresignAnswer>(PATHS.presign, { method: 'GET', key })))

const read = ({ url, method, headers }: PresignAnswer, request: RequestInit = {}): Promise<Blob> =>
  reach('bucket', async () => {
    const answer = await fetch(url, { ...request, method, headers })
    if (!answer.ok) throw new Error(`OSS: HTTP ${answer.status} ${await answer.text()}`)
    return answer.blob()
  })
