/** Lets `<van-uploader>` of Vant Weapp upload: `wx-oss-upload/vant`. */
import {
  explain,
  type Language,
  type RouteTypes,
  type UploadError,
  type Uploader,
  type UploadOptions,
  type UploadState,
} from '../wx/index'
import { localFileOf } from './picked-file'

/** What `<van-uploader>` shows of a file. https://vant-ui.github.io/vant-weapp/#/uploader */
export interface VantFile {
  /** Before the upload a temporary path, and afterwards the URL of the stored file. */
  url: string
  status: 'uploading' | 'failed' | 'done'
  /** Under the picture: the progress, or why the file is not stored. */
  message: string
  /** Tells the files of the list apart, also while others are removed. */
  uid: string
  name?: string
  /** Bytes. */
  size?: number
  /** `image`, `video` or `file`. */
  type?: string
  thumb?: string
  /** The key of the stored file. */
  key?: string
  /** What `onStored` of the route has returned. */
  data?: unknown
  /** Of the closed list, if the upload has failed. */
  code?: string
}

/** What Vant has picked. */
export type PickedByVant = Partial<Pick<VantFile, 'name' | 'size' | 'type' | 'thumb'>> & { url: string }

/** A page or a component. */
interface Host {
  data: Record<string, unknown>
  setData(values: Record<string, unknown>): void
}

interface AfterRead {
  detail: { file: PickedByVant | PickedByVant[] }
}

/** What a page says of the uploads of its `<van-uploader>`. */
export interface VantOptions {
  /** The name in the page's data that is bound as `file-list`. Default `fileList`. */
  list?: string
  /** Of `message`. Default: Chinese. */
  language?: Language
}

let count = 0

/** A list is shown anew with each step, %. */
const LEAST_STEP = 5

/**
 * A method for `bind:after-read` of `<van-uploader>`. It adds the picked files to the list, uploads them, shows the progress
 * under each, and then writes `url` and `key` of the stored file, or why it failed. A file that the page has removed from the
 * list meanwhile is uploaded all the same, and is not put back.
 * @param options as for `uploader.upload`, with those of the list.
 *
 * @example
 * Page({ data: { fileList: [] }, afterRead: afterRead(uploader, { route: 'photo' }) })
 */
export function afterRead<Routes extends RouteTypes, Name extends keyof Routes & string>(
  uploader: Pick<Uploader<Routes>, 'upload'>,
  { list = 'fileList', language, ...options }: UploadOptions<Routes, Name> & VantOptions,
): (this: Host, event: AfterRead) => Promise<void> {
  return async function (this: Host, { detail }) {
    const picked = Array.isArray(detail.file) ? detail.file : [detail.file]
    const added = picked.map((file): VantFile => {
      count += 1
      return { ...file, uid: `${count}`, status: 'uploading', message: '0%' }
    })
    const listed = (): VantFile[] => (this.data[list] ?? []) as VantFile[]
    // The component notices a new list, not a change inside of one.
    const change = (uid: string, values: Partial<VantFile>): void => {
      if (!listed().some((file) => file.uid === uid)) return
      this.setData({ [list]: listed().map((file) => (file.uid === uid ? { ...file, ...values } : file)) })
    }
    const uploadOne = async ({ uid, ...file }: VantFile): Promise<void> => {
      let shown = 0
      const onState = ({ percent }: UploadState): void => {
        if (percent < shown + LEAST_STEP) return
        change(uid, { message: `${percent}%` })
        shown = percent
      }
      try {
        const given = { ...options, onState } as unknown as UploadOptions<Routes, Name>
        const stored = await uploader.upload(localFileOf(file), given).done
        change(uid, { url: stored.url, key: stored.key, data: stored.data, status: 'done', message: '' })
      } catch (thrown) {
        const error = thrown as UploadError
        change(uid, { status: 'failed', code: error.code, message: explain(error, language).message })
      }
    }
    this.setData({ [list]: [...listed(), ...added] })
    await Promise.all(added.map(uploadOne))
  }
}
