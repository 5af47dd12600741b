import { createListeners, type Listeners } from '../../calls/listeners'
import type { LocalPaths } from '../../files/local-paths'
import type { WiredDevice } from '../kept-connections'
import type { NetworkCalls } from '../network-calls'
import { sendUpload } from './send-upload'
import type { UploadFileOptions, UploadResult } from './upload-options'
import type { Progress } from './upload-progress'

export interface UploadTask {
  abort(): void
  onProgressUpdate: Listeners<Progress>['on']
  offProgressUpdate: Listeners<Progress>['off']
  onHeadersReceived: Listeners<{ header: Record<string, string> }>['on']
  offHeadersReceived: Listeners<{ header: Record<string, string> }>['off']
}

/** `wx.uploadFile`: it returns its task, never a promise, and an answer with any status is a success. */
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
