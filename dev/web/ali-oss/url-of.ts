import { PATHS, type UrlsAnswer } from '../../../miniprogram/uploader/contract'
import { post } from './backend'
import { again } from './patience'

/** Where it can be read: the bucket is private, so the URL is signed. Before: `http://<bucket>.<region>…/<key>`. */
export async function urlOf(key: string): Promise<string> {
  const { urls } = await again(() => post<UrlsAnswer>(PATHS.urls, { keys: [key] }))
  const [answer] = urls
  if (!answer || 'error' in answer) throw new Error(answer?.error.code ?? 'no answer')
  return answer.url
}
