import { type CompleteAnswer, PATHS, type StoredFile } from '../../../miniprogram/uploader/contract'
import type { PresignAnswer } from '../../../miniprogram/uploader/optional-endpoints'
import type { Routes } from '../../../server/routes'
import { post } from './backend'
import { reach } from './retry/errors'
import { withRetry } from './retry/with-retry'

type ForPut = Required<Pick<PresignAnswer, 'upload'>> & PresignAnswer

/** One PUT to a presigned URL, with no SDK and no key in the page. Resolves to the argument of `confirm`. */
export function putPresigned(file: File, route: keyof Routes, signal: AbortSignal): Promise<string> {
  const { name, size, type } = file
  return withRetry(async () => {
    const put = await post<ForPut>(PATHS.presign, { method: 'PUT', route, file: { name, size, type } }, signal)
    await read(put, { body: file, signal })
    return put.upload
  }, signal)
}

/** Asks the backend to check and store the upload. It may be repeated: it stays one file. */
export async function confirm(upload: string): Promise<StoredFile> {
  const { file } = await withRetry(() => post<CompleteAnswer>(PATHS.complete, { upload }))
  return file
}

/** Reads the object back by a presigned GET. */
export const getPresigned = (key: string): Promise<Blob> =>
  withRetry(async () => read(await post<PresignAnswer>(PATHS.presign, { method: 'GET', key })))

const read = ({ url, method, headers }: PresignAnswer, request: RequestInit = {}): Promise<Blob> =>
  reach('bucket', async () => {
    const answer = await fetch(url, { ...request, method, headers })
    if (!answer.ok) throw new Error(`OSS: HTTP ${answer.status} ${await answer.text()}`)
    return answer.blob()
  })
