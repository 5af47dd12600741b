/**
 * The part of `wx` that the uploader uses, as a structural type: the real `wx` fits it, and so does a fake. It is
 * written out here so that no exported type refers to `WechatMiniprogram.*`, whose versions differ between apps.
 */

export interface WxFailure {
  errMsg: string
  /** Since base library 2.24.0, on some APIs only. */
  errno?: number
}

interface Callbacks<Success> {
  success?: (result: Success) => void
  fail?: (failure: WxFailure) => void
}

type Headers = Record<string, string>

export interface WxApi {
  uploadFile(options: WxUploadFile): WxUploadTask
  request(options: WxRequest): { abort(): void }
  getFileSystemManager(): WxFileSystem
  login(options: Callbacks<{ code: string }>): unknown
  getStorage(options: { key: string } & Callbacks<{ data: unknown }>): unknown
  setStorage(options: { key: string; data: unknown } & Callbacks<unknown>): unknown
  removeStorage(options: { key: string } & Callbacks<unknown>): unknown
  getNetworkType(options: Callbacks<{ networkType: string; weakNet?: boolean }>): unknown
  onNetworkStatusChange(listener: (result: { isConnected: boolean; networkType: string }) => void): void
  /** Since base library 2.21.0. Missing in plugins. */
  onNetworkWeakChange?(listener: (result: { weakNet: boolean }) => void): void
  setKeepScreenOn(options: { keepScreenOn: boolean } & Callbacks<unknown>): unknown
  onAppShow(listener: () => void): void
  onAppHide(listener: () => void): void
  chooseMedia(options: WxChooseMedia): unknown
  /** Only Alipay needs it, which has no `chooseMedia`. */
  chooseImage?(options: WxChooseImage): unknown
  chooseMessageFile(options: WxChooseMessageFile): unknown
}

export interface WxUploadFile extends Callbacks<WxHttpResult> {
  url: string
  filePath: string
  name: string
  formData: Record<string, string>
  timeout: number
}

export interface WxUploadTask {
  abort(): void
  onProgressUpdate(listener: (progress: WxProgress) => void): void
  onHeadersReceived(listener: (result: { header: Headers }) => void): void
}

export interface WxProgress {
  progress: number
  totalBytesSent: number
  totalBytesExpectedToSend: number
}

/**
 * The result of `uploadFile`, and of `request` with a text as its answer. `header` is optional because it is undocumented
 * for `uploadFile`.
 */
export interface WxHttpResult {
  statusCode: number
  data: unknown
  header?: Headers
}

export interface WxRequest extends Callbacks<WxHttpResult> {
  url: string
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'
  data?: string | ArrayBuffer
  header: Headers
  /** Since base library 3.2.2; older ones follow redirects. */
  redirect: 'manual'
  timeout: number
}

/**
 * It takes callbacks and returns no promises.
 * https://developers.weixin.qq.com/miniprogram/dev/api/file/FileSystemManager.html
 */
export interface WxFileSystem {
  stat(options: { path: string } & Callbacks<{ stats: unknown }>): void
  readFile(
    options: { filePath: string; position: number; length: number } & Callbacks<{ data: string | ArrayBuffer }>,
  ): void
  /** Descriptors exist since base library 2.16.1, but not everywhere. */
  open?(options: { filePath: string; flag: 'r' } & Callbacks<{ fd: string }>): void
  read?(
    options: { fd: string; arrayBuffer: ArrayBuffer; offset: number; length: number; position: number } & Callbacks<{
      /** A number. Taro says that it is a string. */
      bytesRead: unknown
      arrayBuffer: ArrayBuffer
    }>,
  ): void
  close?(options: { fd: string } & Callbacks<unknown>): void
}

export interface WxChooseMedia extends Callbacks<{ tempFiles: WxPickedMedia[] }> {
  count: number
  mediaType: ('image' | 'video' | 'mix')[]
  sourceType: ('album' | 'camera')[]
  sizeType: ('original' | 'compressed')[]
  maxDuration: number
  camera: 'back' | 'front'
}

export interface WxChooseImage extends Callbacks<{ tempFilePaths?: unknown }> {
  count: number
  sourceType: ('album' | 'camera')[]
  sizeType: ('original' | 'compressed')[]
}

export interface WxPickedMedia {
  tempFilePath: string
  size: number
  fileType: string
  thumbTempFilePath: string
  duration: number
  width: number
  height: number
}

export interface WxChooseMessageFile extends Callbacks<{ tempFiles: WxPickedMessageFile[] }> {
  count: number
  type: 'all' | 'video' | 'image' | 'file'
  extension?: string[]
}

export interface WxPickedMessageFile {
  path: string
  name: string
  size: number
  type: string
}
