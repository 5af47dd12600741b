import { UploadError } from '../core/errors'
import type { FileSource, FileStat, OpenFile } from '../core/ports'
import { decodeFailure } from './failures'
import type { WxApi, WxFileSystem } from './wx-api'

/** Reads local files by range with `FileSystemManager`. Since base library 2.10.0. */
export function wxFiles(wx: WxApi): FileSource {
  return {
    stat: (path) =>
      new Promise((resolve, reject) => {
        wx.getFileSystemManager().stat({
          path,
          success: ({ stats }) => resolve(asStat(stats as { size: number; lastModifiedTime?: number })),
          fail: (failure) => reject(decodeFailure(failure, 'file-unreadable')),
        })
      }),

    open(path) {
      const manager = wx.getFileSystemManager()
      return manager.open && manager.read && manager.close
        ? openDescriptor(manager as Descriptors, path)
        : Promise.resolve(withoutDescriptor(manager, path))
    },
  }
}

const asStat = ({ size, lastModifiedTime }: { size: number; lastModifiedTime?: number }): FileStat =>
  typeof lastModifiedTime === 'number' ? { size, modified: lastModifiedTime } : { size }

type Descriptors = WxFileSystem & Required<Pick<WxFileSystem, 'open' | 'read' | 'close'>>

/** Reads by a descriptor, which does not have the 100 MB limit of `readFile`. */
function openDescriptor(manager: Descriptors, path: string): Promise<OpenFile> {
  return new Promise((resolve, reject) => {
    manager.open({
      filePath: path,
      flag: 'r',
      success: ({ fd }) => resolve(descriptor(manager, fd)),
      fail: (failure) => reject(decodeFailure(failure, 'file-unreadable')),
    })
  })
}

function descriptor(manager: Descriptors, fd: string): OpenFile {
  return {
    read: (position, length) =>
      new Promise((resolve, reject) => {
        manager.read({
          fd,
          arrayBuffer: new ArrayBuffer(length),
          offset: 0,
          // The default is 0.
          length,
          position,
          success: ({ bytesRead, arrayBuffer }) => {
            if (bytesRead === length && arrayBuffer.byteLength === length) resolve(arrayBuffer)
            else reject(cutShort(position + length))
          },
          fail: (failure) => reject(decodeFailure(failure, 'file-unreadable')),
        })
      }),
    close: () =>
      new Promise((resolve) => {
        manager.close({ fd, success: () => resolve(), fail: () => resolve() })
      }),
  }
}

function withoutDescriptor(manager: WxFileSystem, path: string): OpenFile {
  return {
    read: (position, length) =>
      new Promise((resolve, reject) => {
        manager.readFile({
          filePath: path,
          position,
          length,
          success: ({ data }) => {
            if (typeof data !== 'string' && data.byteLength === length) resolve(data)
            else reject(cutShort(position + length))
          },
          fail: (failure) => reject(decodeFailure(failure, 'file-unreadable')),
        })
      }),
    close: () => Promise.resolve(),
  }
}

const cutShort = (size: number): UploadError => new UploadError('file-changed', { params: { size } })
