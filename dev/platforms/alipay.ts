import type { HostWx } from '../wx-host'

/** Code of a request that failed, and of a missing or wrong parameter. https://opendocs.alipay.com/mini/api/kmq4hc */
const [NETWORK, PARAMETER] = [11, 2]

interface Options {
  [name: string]: unknown
  success?: (result: object) => void
  fail?: (failure: object) => void
}

/**
 * Alipay's `my` as its typings (@mini-types/my 3.0) describe it, over real sockets and files. It differs from `wx` in names,
 * in failures, and in that files are read as a whole, without descriptors.
 * @param wx what connects, stores and reads
 */
export function alipayOver(wx: HostWx): Record<string, unknown> {
  const failing =
    ({ fail }: Options, error = NETWORK) =>
    ({ errMsg }: { errMsg: string }): void =>
      fail?.({ error, errorMessage: errMsg })
  const files = wx.getFileSystemManager()
  const my: Record<string, unknown> = {
    canIUse: (name: string) => name in my,
    getSystemInfoSync: () => ({ language: 'zh-Hans', platform: 'Android' }),
    request: ({ headers, ...options }: Options) =>
      wx.request({
        ...(options as object as Parameters<HostWx['request']>[0]),
        header: headers as Record<string, string>,
        success: ({ statusCode, header, data }) => options.success?.({ status: statusCode, headers: header, data }),
        fail: failing(options),
      }),
    uploadFile({ fileName, fileType, ...options }: Options) {
      if (!/^(image|video|audio)$/.test(String(fileType)))
        return failing(options, PARAMETER)({ errMsg: '接口参数无效: fileType' })
      const { abort, onProgressUpdate } = wx.uploadFile({
        ...(options as object as Parameters<HostWx['uploadFile']>[0]),
        name: String(fileName),
        fail: failing(options),
      })
      return { abort, onProgressUpdate }
    },
    getAuthCode: (options: Options) =>
      wx.login({ success: ({ code }) => options.success?.({ authCode: code }), fail: failing(options) }),
    getNetworkType: (options: Options) => options.success?.({ networkAvailable: true, networkType: 'WIFI' }),
    chooseImage: (options: Options) =>
      wx.chooseMedia({
        count: Number(options.count ?? 1),
        mediaType: ['image'],
        success: ({ tempFiles }) =>
          options.success?.({ apFilePaths: tempFiles.map(({ tempFilePath }) => tempFilePath) }),
        fail: failing(options),
      }),
    getFileSystemManager: () => ({
      stat: (options: Options) =>
        files.stat({ ...(options as object as { path: string }), fail: failing(options, 10022) }),
      readFile: ({ filePath, ...options }: Options) =>
        files.stat({
          path: String(filePath),
          success: ({ stats }) =>
            files.readFile({
              filePath: String(filePath),
              position: 0,
              length: (stats as { size: number }).size,
              success: ({ data }) => options.success?.({ data, dataType: 'arrayBuffer' }),
              fail: failing(options, 10024),
            }),
          fail: failing(options, 10022),
        }),
    }),
  }
  for (const name of ['getStorage', 'setStorage', 'removeStorage', 'setKeepScreenOn'] as const) {
    const call = wx[name] as (options: object) => unknown
    my[name] = (options: Options) => call({ ...options, fail: failing(options) })
  }
  for (const name of ['onAppShow', 'onAppHide', 'onNetworkStatusChange'] as const) my[name] = wx[name]
  return my
}
