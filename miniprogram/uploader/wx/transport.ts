import { UploadError } from '../core/errors'
import { untilStopped } from '../core/flow/waiting'
import type { Headers, HttpAnswer, Signal, Transport } from '../core/ports'
import { decodeFailure } from './failures'
import type { WxApi, WxHttpResult } from './wx-api'

/** The network over `wx.uploadFile`, which streams from disk in native code, and `wx.request`. */
export function wxTransport(wx: WxApi): Transport {
  return {
    // https://developers.weixin.qq.com/miniprogram/dev/framework/ability/network.html
    hasFormStack: true,

    sendForm: ({ url, fields, path, timeoutMs }, signal, onProgress) =>
      call(signal, (succeed, fail) => {
        let early: Headers | undefined
        const task = wx.uploadFile({
          url,
          filePath: path,
          name: 'file',
          formData: fields,
          timeout: timeoutMs,
          success: (result) => succeed(asAnswer(result, early)),
          fail: (failure) => fail(decodeFailure(failure, 'network', url)),
        })
        // Subscribe at once: on iOS ≤ 15 promise callbacks are macrotasks, and would miss events.
        task.onProgressUpdate(({ totalBytesSent, totalBytesExpectedToSend }) =>
          onProgress(totalBytesSent, totalBytesExpectedToSend),
        )
        // This is the only documented way to get the response headers of an upload.
        task.onHeadersReceived(({ header }) => {
          early = header
        })
        return task
      }),

    send: ({ method, url, headers, body, timeoutMs }, signal) =>
      call(signal, (succeed, fail) =>
        wx.request({
          url,
          method,
          ...(body === undefined ? {} : { data: body }),
          header: headers,
          // Otherwise `wx` parses what looks like JSON.
          dataType: 'text',
          redirect: 'manual',
          timeout: timeoutMs,
          success: (result) => succeed(asAnswer(result, undefined)),
          fail: (failure) => fail(decodeFailure(failure, 'network', url)),
        }),
      ),
  }
}

/** Makes a platform call a promise that the signal aborts. If the platform throws, the promise rejects. */
function call(
  signal: Signal,
  begin: (succeed: (answer: HttpAnswer) => void, fail: (error: UploadError) => void) => { abort(): void },
): Promise<HttpAnswer> {
  return untilStopped(signal, (succeed, fail) => {
    try {
      const task = begin(succeed, fail)
      return () => {
        try {
          task.abort()
        } catch {
          // Some clients throw if the request has already ended.
        }
      }
    } catch (thrown) {
      fail(new UploadError('network', { params: { detail: String(thrown) }, cause: thrown }))
      return () => {}
    }
  })
}

function asAnswer({ statusCode, data, header }: WxHttpResult, early: Headers | undefined): HttpAnswer {
  return {
    status: statusCode,
    headers: lowerCased({ ...early, ...header }),
    text: typeof data === 'string' ? data : '',
  }
}

/** iOS, Android and HTTP/2 use different cases in header names. */
function lowerCased(headers: Headers): Headers {
  const result: Headers = {}
  for (const name of Object.keys(headers)) result[name.toLowerCase()] = String(headers[name])
  return result
}
