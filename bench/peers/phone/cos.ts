import { basename } from 'node:path'
import { loadPeer } from './load-peer'
import type { PhonePeer } from './peer'

interface Cos {
  uploadFiles(options: { files: object[]; onFileFinish(error: unknown): void }, done: () => void): void
}

/** Tencent Cloud's own SDK for mini-programs, with its defaults. */
export const cos: PhonePeer = {
  send({ wx }, paths, far) {
    const Client = loadPeer<new (options: object) => Cos>('cos-wx-sdk-v5', wx)
    const client = new Client({
      Domain: far.cos,
      getAuthorization: (_: unknown, callback: (keys: object) => void) => wx.request(asking(far.cos, callback)),
    })
    const files = paths.map((FilePath) => ({
      Bucket: 'bench-1250000000',
      Region: 'ap-guangzhou',
      Key: `src/${basename(FilePath)}`,
      FilePath,
    }))
    let claimed = 0
    return new Promise((resolve) => {
      const onFileFinish = (error: unknown): void => {
        if (!error) claimed += 1
      }
      client.uploadFiles({ files, onFileFinish }, () => resolve(claimed))
    })
  },
}

interface Keys {
  credentials: { tmpSecretId: string; tmpSecretKey: string; sessionToken: string }
  startTime: number
  expiredTime: number
}

const asking = (url: string, callback: (keys: object) => void) => ({
  url: `${url}/keys`,
  success({ data }: { data: unknown }) {
    const { credentials, startTime, expiredTime } = data as Keys
    callback({
      TmpSecretId: credentials.tmpSecretId,
      TmpSecretKey: credentials.tmpSecretKey,
      SecurityToken: credentials.sessionToken,
      StartTime: startTime,
      ExpiredTime: expiredTime,
    })
  },
})
