/** Lets `<t-upload>` of TDesign upload: `wx-oss-upload/tdesign`. */
import {
  type DataOf,
  explain,
  type Language,
  type RouteTypes,
  type UploadError,
  type Uploader,
  type UploadOptions,
} from '../wx/index'
import { localFileOf } from './picked-file'

/** What `<t-upload>` keeps of a file. https://tdesign.tencent.com/miniprogram/components/upload?tab=api */
export interface TdesignFile {
  /** Before the upload a temporary path, and afterwards the URL of the stored file. */
  url: string
  name?: string
  /** Bytes. */
  size?: number
  status?: string
  /** The key of the stored file. */
  key?: string
  /** What `onStored` of the route has returned. */
  data?: unknown
  /** Why this file is not stored: a code of the closed list, and a sentence for the user. */
  code?: string
  message?: string
}

/**
 * A function for the property `request-method` of `<t-upload>`. It uploads the picked files, and writes `url` and `key` of
 * the stored ones into them. A file that fails gets the status `failed`, a `code` and a `message`, and does not affect the
 * others; the event `fail` comes only if all of them fail.
 * @param options as for `uploader.upload`. `language`: of `message`, by default Chinese.
 *
 * @example
 * // <t-upload files="{{files}}" request-method="{{upload}}" bind:success="onSuccess" />
 * this.setData({ upload: requestMethod(uploader, { route: 'photo' }) })
 */
export function requestMethod<Routes extends RouteTypes, Name extends keyof Routes & string>(
  uploader: Pick<Uploader<Routes>, 'upload'>,
  { language, ...options }: UploadOptions<Routes, Name> & { language?: Language },
): (files: TdesignFile[]) => Promise<void> {
  const uploadOne = async (file: TdesignFile): Promise<UploadError | undefined> => {
    try {
      const stored = await uploader.upload(localFileOf(file), options as unknown as UploadOptions<Routes, Name>).done
      Object.assign(file, { url: stored.url, key: stored.key, data: stored.data as DataOf<Routes, Name> })
      return undefined
    } catch (thrown) {
      const error = thrown as UploadError
      Object.assign(file, { status: 'failed', code: error.code, message: explain(error, language).message })
      return error
    }
  }
  return async (files) => {
    const errors = await Promise.all(files.map(uploadOne))
    const [first] = errors
    if (first && errors.every((error) => error)) throw first
  }
}
