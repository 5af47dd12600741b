import { basename } from 'node:path'
import type { HostWx } from '../../../dev/wx-host'
import { loadPeer } from './load-peer'
import { fulfilled, type PhonePeer } from './peer'

interface ChunkUploader {
  on(event: 'success' | 'fail', listener: (result: unknown) => void): void
  upload(): Promise<void>
}

interface Library {
  default: new (options: object) => ChunkUploader
}

/** Sends chunks to a server of its own kind, with the library's defaults. */
export const chunks: PhonePeer = {
  send({ wx }, paths, { cos }) {
    const { default: Uploader } = loadPeer<Library>('miniprogram-file-uploader', wx)
    const urls = { uploadUrl: `${cos}/chunk`, mergeUrl: `${cos}/merge` }
    const one = async (tempFilePath: string): Promise<unknown> => {
      const totalSize = await sizeOf(wx, tempFilePath)
      return new Promise((success, fail) => {
        const uploader = new Uploader({ tempFilePath, totalSize, fileName: basename(tempFilePath), ...urls })
        uploader.on('success', success)
        uploader.on('fail', fail)
        void uploader.upload()
      })
    }
    return fulfilled(paths.map(one))
  },
}

const sizeOf = (wx: HostWx, filePath: string): Promise<number> =>
  new Promise((resolve, reject) => {
    wx.getFileSystemManager().getFileInfo({ filePath, success: ({ size }) => resolve(size), fail: reject })
  })
