import type { Callbacks } from './invoke'
import type { WiredDevice } from './kept-connections'
import { createListeners, type Listeners } from './listeners'
import type { LocalPaths } from './local-paths'
import type { NetworkCalls } from './network-calls'
import { sendUpload } from './send-upload'
import type { Progress } from './upload-progress'

export interface UploadResult {
  statusCode: number
  /** Whatever came, as text: never parsed. */
  data: string
  /** Undocumented: on some clients only. */
  header?: Record<string, string>
}

export interface UploadFileOptions extends Callbacks<UploadResult> {
  url: string
  filePath: string
  /** Of the form field that is the file. */
  name: string
  /** Sent before the file, in this order, as text. */
  formData?: Record<string, unknown>
  header?: Record<string, string>
  /** Total, ms; 60000. */
  timeout?: number
}

export interface UploadTask {
  abort(): void
  onProgressUpdate: Listeners<Progress>['on']
  offProgressUpdate: Listeners<Progress>['off']
  onHeadersReceived: Listeners<{ header: Record<string, string> }>['on']
  offHeadersReceived: Listeners<{ header: Record<string, string> }>['off']
}

/** `wx.uploadFile`: gives its task at once and never a promise; success is an answer, whatever its status. */
export function createUploadFile(device: WiredDevice, calls: NetworkCalls, paths: LocalPaths) {
  return (options: UploadFileOptions): UploadTask => {
    const { url, filePath, name, timeout } = options
    const progress = createListeners<Progress>(device.thread)
    const headers = createListeners<{ header: Record<string, string> }>(device.thread)
    const { abort } = calls.start<UploadResult>({
      api: 'uploadFile',
      url,
      parameters: { url: [url, 'String'], filePath: [filePath, 'String'], name: [name, 'String'] },
      timeout,
      callbacks: options,
      send: (inFlight) =>
        sendUpload(device, paths, {
          options,
          inFlight,
          onProgress: progress.fire,
          onHeaders: (header) => headers.fire({ header }),
        }),
    })
    return {
      abort,
      onProgressUpdate: progress.on,
      offProgressUpdate: progress.off,
      onHeadersReceived: headers.on,
      offHeadersReceived: headers.off,
    }
  }
}
