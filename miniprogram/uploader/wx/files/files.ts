import type { Clock, FileSource, OpenFile } from '../../core/ports'
import type { WxApi, WxFileSystem } from '../wx-api'
import { type Asked, asBuffer, asker, cutShort, plainFiles, whole } from './plain-files'

/** Nothing depends on the end of a close, so an upload waits for it only shortly, seconds. */
const CLOSE_SECONDS = 2

/** Reads local files by range with `FileSystemManager`. Since base library 2.10.0. */
export function wxFiles(wx: WxApi, clock: Clock): FileSource {
  const asked = asker(clock)
  const plain = plainFiles(wx, clock)
  return {
    ...plain,
    async open(path) {
      const manager = managerOf(wx)
      return manager?.open && manager.read && manager.close
        ? openDescriptor(manager as Descriptors, path, asked)
        : plain.open(path)
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
