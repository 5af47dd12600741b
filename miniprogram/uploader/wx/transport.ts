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
        // At once: on iOS ≤ 15 promise callbacks are macrotasks, and events would be missed.
        task.onProgressUpdate(({ totalBytesSent, totalBytesExpectedToSend }) =>
          onProgress(totalBytesSent, totalBytesExpectedToSend),
        )
        // The only documented way to an upload's response headers.
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
          // Else what looks like JSON is parsed.
          dataType: 'text',
          redirect: 'manual',
          timeout: timeoutMs,
          success: (result) => succeed(asAnswer(result, undefined)),
          fail: (failure) => fail(decodeFailure(failure, 'network', url)),
        }),
      ),
  }
}

/** One call of the platform as a promise that the signal aborts. A throw of the platform's own is a failure too. */
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
          // It has ended meanwhile: some clients throw then.
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

/** iOS, Android and HTTP/2 spell header names differently. */
function lowerCased(headers: Headers): Headers {
  const result: Headers = {}
  for (const name of Object.keys(headers)) result[name.toLowerCase()] = String(headers[name])
  return result
}
