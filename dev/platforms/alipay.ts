import type { HostWx } from '../wx-host'

/**
 * The failures of Alipay, which have the same numbers for other things in other APIs.
 * https://opendocs.alipay.com/mini/api/owycmh (request), kmq4hc (uploadFile), 0226oj (files), media/image/my.chooseimage
 */
const FAILURES = {
  parameter: { error: 2, errorMessage: '接口参数无效' },
  network: { error: 12, errorMessage: '网络出错' },
  timeout: { error: 13, errorMessage: '超时' },
  httpStatus: { error: 19, errorMessage: 'http status error' },
  upload: { error: 12, errorMessage: '上传文件失败' },
  noUploadFile: { error: 11, errorMessage: '文件不存在' },
  noFile: { error: 10022, errorMessage: '文件/目录不存在' },
  unreadable: { error: 10024, errorMessage: '指定的路径没有读权限' },
  pickCancelled: { error: 11, errorMessage: '用户取消操作' },
  unknown: { error: 3, errorMessage: '未知错误' },
} as const

type Failure = { error: number; errorMessage: string }

interface Options {
  [name: string]: unknown
  success?: (result: object) => void
  fail?: (failure: object) => void
}

const failing =
  ({ fail }: Options, failureOf: (errMsg: string) => Failure) =>
  ({ errMsg }: { errMsg: string }): void =>
    // The text of the document on `RequestTask.abort`.
    fail?.(/:fail abort/.test(errMsg) ? { error: 9, errorMessage: errMsg } : failureOf(errMsg))

/**
 * Alipay's `my` as its documents and typings (@mini-types/my 3.0) describe it, over real sockets and files. It differs from
 * `wx` in names and failures, in that only a request answered with 200 succeeds, and in that files are read as a whole.
 * @param wx what connects, stores and reads
 */
export function alipayOver(wx: HostWx): Record<string, unknown> {
  const my: Record<string, unknown> = {
    canIUse: (name: string) => name in my,
    getSystemInfoSync: () => ({ language: 'zh-Hans', platform: 'Android' }),
    ...networkOf(wx),
    ...storageOf(wx),
    ...pickersOf(wx),
    getFileSystemManager: () => filesOf(wx),
    getAuthCode: (options: Options) =>
      wx.login({
        success: ({ code }) => options.success?.({ authCode: code, authErrorScopes: {}, authSuccessScopes: [] }),
        fail: failing(options, () => FAILURES.unknown),
      }),
    setKeepScreenOn: (options: Options) =>
      wx.setKeepScreenOn({ ...options, success: () => options.success?.({ success: true }) }),
    onAppShow: wx.onAppShow,
    onAppHide: wx.onAppHide,
  }
  return my
}

const networkOf = (wx: HostWx) => ({
  request: ({ headers, ...options }: Options) =>
    wx.request({
      ...(options as object as Parameters<HostWx['request']>[0]),
      header: headers as Record<string, string>,
      success({ statusCode: status, header, data }) {
        const answer = { status, headers: header, data }
        if (status === 200) options.success?.(answer)
        // https://github.com/NervJS/taro/pull/14366
        else options.fail?.({ ...FAILURES.httpStatus, ...answer })
      },
      fail: failing(options, (errMsg) => (/timeout/.test(errMsg) ? FAILURES.timeout : FAILURES.network)),
    }),
  uploadFile({ name, fileName = name, fileType, ...options }: Options) {
    const fail = failing(options, (errMsg) => (/not found/.test(errMsg) ? FAILURES.noUploadFile : FAILURES.upload))
    // Phones do not need it any more, but the simulator of the developer tools still does.
    if (!/^(image|video|audio)$/.test(String(fileType))) return options.fail?.(FAILURES.parameter)
    const { abort, onProgressUpdate, onHeadersReceived } = wx.uploadFile({
      ...(options as object as Parameters<HostWx['uploadFile']>[0]),
      name: String(fileName),
      // Android gives the status as text. https://github.com/umicro/uView/issues/1210
      success: ({ statusCode, header, data }) => options.success?.({ statusCode: String(statusCode), header, data }),
      fail,
    })
    return {
      abort,
      onHeadersReceived,
      onProgressUpdate: (listener: (progress: object) => void) =>
        onProgressUpdate(({ progress, totalBytesSent, totalBytesExpectedToSend }) =>
          listener({
            progress,
            totalBytesWritten: totalBytesSent,
            totalBytesExpectedToWrite: totalBytesExpectedToSend,
          }),
        ),
    }
  },
  getNetworkType: (options: Options) =>
    wx.getNetworkType({
      success: ({ networkType }) =>
        options.success?.({ networkAvailable: networkType !== 'none', networkType: inCapitals(networkType) }),
    }),
  onNetworkStatusChange: (listener: (status: object) => void) =>
    wx.onNetworkStatusChange(({ isConnected, networkType }) =>
      listener({ isConnected, networkType: inCapitals(networkType) }),
    ),
})

const inCapitals = (networkType: string): string =>
  networkType === 'none' ? 'NOTREACHABLE' : networkType.toUpperCase()

const storageOf = (wx: HostWx) => ({
  /** What is not stored is `null`, and no failure. */
  getStorage: (options: Options & { key: string }) =>
    wx.getStorage({
      key: options.key,
      success: ({ data }) => options.success?.({ data, success: true }),
      fail: () => options.success?.({ data: null, success: true }),
    }),
  setStorage: (options: Options & { key: string; data: unknown }) =>
    wx.setStorage({
      key: options.key,
      data: options.data,
      success: () => options.success?.({ success: true }),
      fail: failing(options, () => FAILURES.unknown),
    }),
  removeStorage: (options: Options & { key: string }) =>
    wx.removeStorage({ key: options.key, success: () => options.success?.({ success: true }) }),
})

const pickersOf = (wx: HostWx) => ({
  chooseImage: (options: Options) =>
    wx.chooseMedia({
      count: Number(options.count ?? 1),
      mediaType: ['image'],
      success({ tempFiles }) {
        const paths = tempFiles.map(({ tempFilePath }) => tempFilePath)
        options.success?.({ apFilePaths: paths, tempFilePaths: paths })
      },
      fail: failing(options, (errMsg) => (/cancel/.test(errMsg) ? FAILURES.pickCancelled : FAILURES.unknown)),
    }),
})

function filesOf(wx: HostWx) {
  const files = wx.getFileSystemManager()
  const noFile = (options: Options) => failing(options, () => FAILURES.noFile)
  return {
    stat: (options: Options & { path: string }) => files.stat({ ...options, fail: noFile(options) }),
    readFile: ({ filePath, ...options }: Options & { filePath: string }) =>
      files.stat({
        path: filePath,
        success: ({ stats: { size } }) =>
          files.readFile({
            filePath,
            position: 0,
            length: size,
            success: ({ data }) => options.success?.({ data, dataType: 'arrayBuffer' }),
            fail: failing(options, () => FAILURES.unreadable),
          }),
        fail: noFile(options),
      }),
  }
}
