import { type CredentialsAnswer, PATHS } from '../../../miniprogram/uploader/contract'
import { post } from './backend'
import { clientOf } from './client-of'

export interface ToUpload {
  file: File
  folder: string
  key: string
  onPercent(percent: number): void
}

/** What many pages have, on our backend. `cancel` ends this upload and no other. */
export function uploadToAli({ file, folder, key, onPercent }: ToUpload): { done: Promise<string>; cancel(): void } {
  let cancel = (): void => {}
  const upload = async (): Promise<string> => {
    const given = await post<CredentialsAnswer>(PATHS.credentials, {}) // before: the app's own /sts, { code, data }
    const client = clientOf(given) // before: new OSS({ region, bucket, …data })
    const path = `${given.prefix}${folder}/${key}` // before: `${folder}/${key}`
    cancel = () => client.cancel()
    await client.multipartUpload(path, file, {
      progress: async (share) => onPercent(Math.floor(share * 100)),
    })
    return path
  }
  return { done: upload(), cancel: () => cancel() }
}
