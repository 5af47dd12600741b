import { PATHS, type UrlsAnswer } from '../../../miniprogram/uploader/contract'
import { post } from './backend'
import { withRetry } from './retry/with-retry'

/** The URL of an object. It is signed, as the bucket is private. Before: `http://<bucket>.<region>…/<key>`. */
export async function urlOf(key: string): Promise<string> {
  const { urls } = await withRetry(() => post<UrlsAnswer>(PATHS.urls, { keys: [key] }))
  const [answer] = urls
  if (!answer || 'error' in answer) throw new Error(answer?.error.code ?? 'no answer')
  return answer.url
}
