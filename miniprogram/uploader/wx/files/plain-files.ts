import { UploadError } from '../../core/errors'
import type { Clock, FileSource, FileStat, OpenFile } from '../../core/ports'
import { type Answering, ask, type Question } from '../calls/ask'
import type { WxApi } from '../wx-api'

/** A call that has not answered by then will not answer, seconds. */
const MOST_SECONDS = 20
export type Asked = <T>(question: Pick<Question<T>, 'api' | 'begin' | 'read'> & Partial<Question<T>>) => Promise<T>

export const asker =
  (clock: Clock): Asked =>
  (question) =>
    ask({ otherwise: 'file-unreadable', faulty: 'file-unreadable', seconds: MOST_SECONDS, ...question }, clock)

/**
 * Reads local files by range with `readFile`, which opens the file for each read, and takes files of up to 100 MB. Since
 * base library 2.10.0.
 */
export function plainFiles(wx: WxApi, clock: Clock): FileSource {
  const asked = asker(clock)
  let readsWhole = false
  const onWhole = (): void => {
    readsWhole = true
  }
  return {
    stat: (path) =>
      asked({
        api: 'FileSystemManager.stat',
        begin: (callbacks) => wx.getFileSystemManager().stat({ path, ...callbacks }),
        read: asStat,
      }),
    open: async (path) => plainFile(wx, path, asked, onWhole),
    readsWhole: () => readsWhole,
  }
}

function asStat(result: unknown): FileStat | undefined {
  const { stats } = result as { stats: { size: unknown; lastModifiedTime?: unknown } }
  const { lastModifiedTime } = stats
  const size = isDigits(stats.size) ? Number(stats.size) : stats.size
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 0) return undefined
  return typeof lastModifiedTime === 'number' ? { size, modified: lastModifiedTime } : { size }
}

const isDigits = (value: unknown): boolean => typeof value === 'string' && /^\d+$/.test(value)

/**
 * Alipay knows no ranges and returns the whole file, which is then kept until it is closed.
 * https://opendocs.alipay.com/mini/api/0226oj
 */
function plainFile(wx: WxApi, path: string, asked: Asked, onWhole: () => void): OpenFile {
  let kept: ArrayBuffer | undefined
  return {
    async read(position, length) {
      const range = { filePath: path, position, length }
      const bytes =
        kept ??
        (await asked({
          api: 'FileSystemManager.readFile',
          begin: (callbacks: Answering) => wx.getFileSystemManager().readFile({ ...range, ...callbacks }),
          read: (result) => asBuffer((result as { data: unknown }).data),
        }))
      if (!kept && bytes.byteLength <= length) return whole(bytes, position, length)
      kept = bytes
      onWhole()
      return whole(bytes.slice(position, position + length), position, length)
    },
    async close() {
      kept = undefined
    },
  }
}

/** The class of a buffer is not compared, because frameworks run in another realm than `wx`. */
export const asBuffer = (value: unknown): ArrayBuffer | undefined =>
  typeof value === 'object' && typeof (value as ArrayBuffer | null)?.byteLength === 'number'
    ? (value as ArrayBuffer)
    : undefined

export function whole(bytes: ArrayBuffer, position: number, length: number): ArrayBuffer {
  if (bytes.byteLength !== length) throw cutShort(position + length)
  return bytes
}

export const cutShort = (size: number): UploadError => new UploadError('file-changed', { params: { size } })
