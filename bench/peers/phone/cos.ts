import { createRequire } from 'node:module'
import { basename } from 'node:path'
import type { HostWx } from '../../../dev/wx-host'
import { PACKAGES } from '../packages'
import type { PhonePeer } from './peer'

interface Cos {
  uploadFiles(options: { files: object[]; onFileFinish(error: unknown): void }, done: () => void): void
}

const NAME = 'cos-wx-sdk-v5'

/** Tencent Cloud's own SDK for mini-programs, with its defaults. */
export const cos: PhonePeer = {
  send({ wx }, paths, far) {
    const Client = load(wx)
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

/** The SDK takes parts of the global `wx` when it is loaded. */
function load(wx: HostWx): new (options: object) => Cos {
  const require = createRequire(new URL('package.json', PACKAGES))
  // Mini-programs declare `window`, without a value. The SDK asks for more of `wx` than uploads need.
  const more = { canIUse: () => false, getSystemInfoSync: () => ({}) }
  Object.assign(globalThis, { wx: { ...wx, ...more }, window: undefined })
  for (const path of Object.keys(require.cache)) if (path.includes(NAME)) delete require.cache[path]
  return require(NAME) as new (
    options: object,
  ) => Cos
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
