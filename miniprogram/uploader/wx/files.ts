import { UploadError } from '../core/errors'
import type { Clock, FileSource, FileStat, OpenFile } from '../core/ports'
import { type Answering, ask, type Question } from './calls/ask'
import type { WxApi, WxFileSystem } from './wx-api'

/** A call that has not answered by then will not answer, seconds. */
const MOST_SECONDS = 20
/** Nothing depends on the end of a close, so an upload waits for it only shortly, seconds. */
const CLOSE_SECONDS = 2

type Asked = <T>(question: Pick<Question<T>, 'api' | 'begin' | 'read'> & Partial<Question<T>>) => Promise<T>

/** Reads local files by range with `FileSystemManager`. Since base library 2.10.0. */
export function wxFiles(wx: WxApi, clock: Clock): FileSource {
  const asked: Asked = (question) =>
    ask({ otherwise: 'file-unreadable', faulty: 'file-unreadable', seconds: MOST_SECONDS, ...question }, clock)

  return {
    stat: (path) =>
      asked({
        api: 'FileSystemManager.stat',
        begin: (callbacks) => wx.getFileSystemManager().stat({ path, ...callbacks }),
        read: asStat,
      }),
    async open(path) {
      const manager = managerOf(wx)
      return manager?.open && manager.read && manager.close
        ? openDescriptor(manager as Descriptors, path, asked)
        : withoutDescriptor(() => wx.getFileSystemManager(), path, asked)
    },
  }
}

/** Undefined where the host has none, as in WeChat's AI mode. */
function managerOf(wx: WxApi): WxFileSystem | undefined {
  try {
    return wx.getFileSystemManager()
  } catch {
    return undefined
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

type Descriptors = WxFileSystem & Required<Pick<WxFileSystem, 'open' | 'read' | 'close'>>

/** Reads by a descriptor, which does not have the 100 MB limit of `readFile`. */
async function openDescriptor(manager: Descriptors, path: string, asked: Asked): Promise<OpenFile> {
  const close = (fd: string): Promise<void> =>
    asked({
      api: 'FileSystemManager.close',
      begin: (callbacks) => manager.close({ fd, ...callbacks }),
      read: () => true,
      seconds: CLOSE_SECONDS,
    }).then(ignore, ignore)
  const fd = await asked({
    api: 'FileSystemManager.open',
    begin: (callbacks) => manager.open({ filePath: path, flag: 'r', ...callbacks }),
    read: (result) => (result as { fd: string | undefined }).fd,
    onLate: close,
  })
  return { read: (position, length) => readDescriptor(manager, fd, position, length, asked), close: () => close(fd) }
}

const ignore = (): void => {}

async function readDescriptor(
  manager: Descriptors,
  fd: string,
  position: number,
  length: number,
  asked: Asked,
): Promise<ArrayBuffer> {
  const arrayBuffer = new ArrayBuffer(length)
  // The default of `length` is 0.
  const range = { fd, arrayBuffer, offset: 0, length, position }
  const { bytesRead, bytes } = await asked({
    api: 'FileSystemManager.read',
    begin: (callbacks) => manager.read({ ...range, ...callbacks }),
    read(result) {
      const { bytesRead, arrayBuffer: filled } = result as { bytesRead: unknown; arrayBuffer: unknown }
      return typeof bytesRead === 'number' ? { bytesRead, bytes: asBuffer(filled) ?? arrayBuffer } : undefined
    },
  })
  if (bytesRead !== length) throw cutShort(position + length)
  return whole(bytes, position, length)
}

const withoutDescriptor = (manager: () => WxFileSystem, path: string, asked: Asked): OpenFile => ({
  async read(position, length) {
    const bytes = await asked({
      api: 'FileSystemManager.readFile',
      begin: (callbacks: Answering) => manager().readFile({ filePath: path, position, length, ...callbacks }),
      read: (result) => asBuffer((result as { data: unknown }).data),
    })
    return whole(bytes, position, length)
  },
  close: () => Promise.resolve(),
})

/** The class of a buffer is not compared, because frameworks run in another realm than `wx`. */
const asBuffer = (value: unknown): ArrayBuffer | undefined =>
  typeof value === 'object' && typeof (value as ArrayBuffer | null)?.byteLength === 'number'
    ? (value as ArrayBuffer)
    : undefined

function whole(bytes: ArrayBuffer, position: number, length: number): ArrayBuffer {
  if (bytes.byteLength !== length) throw cutShort(position + length)
  return bytes
}

const cutShort = (size: number): UploadError => new UploadError('file-changed', { params: { size } })
