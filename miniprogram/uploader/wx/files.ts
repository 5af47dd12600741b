import { UploadError } from '../core/errors'
import type { FileSource } from '../core/ports'
import { decodeFailure } from './failures'
import type { WxApi } from './wx-api'

/** Local files over `FileSystemManager`, by range. Since base library 2.10.0. */
export function wxFiles(wx: WxApi): FileSource {
  return {
    stat: (path) =>
      new Promise((resolve, reject) => {
        wx.getFileSystemManager().stat({
          path,
          success: ({ stats }) => {
            const { size } = stats as { size: number }
            resolve({ size })
          },
          fail: (failure) => reject(decodeFailure(failure, 'file-unreadable')),
        })
      }),

    read: (path, position, length) =>
      new Promise((resolve, reject) => {
        wx.getFileSystemManager().readFile({
          filePath: path,
          position,
          length,
          success: ({ data }) => {
            if (typeof data !== 'string' && data.byteLength === length) resolve(data)
            else reject(new UploadError('file-changed', { params: { size: position + length } }))
          },
          fail: (failure) => reject(decodeFailure(failure, 'file-unreadable')),
        })
      }),
  }
}
