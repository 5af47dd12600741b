import { isRecord } from '../core/backend/json'
import type { Clock, OnSent, Transport } from '../core/ports'
import { attempt } from './calls/attempt'
import { asAnswer } from './calls/http-answer'
import { networkCalls } from './calls/network-call'
import type { WxApi } from './wx-api'

/** The network over `wx.uploadFile`, which streams from disk in native code, and `wx.request`. */
export function wxTransport(wx: WxApi, clock: Clock): Transport {
  const call = networkCalls(clock)
  return {
    // https://developers.weixin.qq.com/miniprogram/dev/framework/ability/network.html
    hasFormStack: true,

    sendForm({ url, fields, path, timeoutMs }, signal, onProgress) {
      let early: unknown
      return call({ api: 'wx.uploadFile', url, timeoutMs }, signal, ({ success, fail, whileOpen }) => {
        const task = wx.uploadFile({
          url,
          filePath: path,
          name: 'file',
          formData: fields,
          ...fileTypeOf(fields),
          timeout: timeoutMs,
          success(result) {
            const answer = asAnswer(result, early)
            // The server has answered, even if the host hides its answer: the file must not be sent again unasked.
            if (!answer) whileOpen(() => onProgress(1, 1))
            success(answer, result)
          },
          fail,
        })
        // Subscribe at once: on iOS ≤ 15 promise callbacks are macrotasks, and would miss events. Wrappers return tasks
        // without some of these methods, or a promise instead: then the upload goes on without them.
        attempt(() => task.onProgressUpdate((progress) => whileOpen(() => reportSent(progress, onProgress))))
        // This is the only documented way to get the response headers of an upload.
        attempt(() =>
          task.onHeadersReceived((received) => {
            early = isRecord(received) ? received.header : undefined
          }),
        )
        return task
      })
    },

    send: ({ method, url, headers, body, timeoutMs }, signal) =>
      call({ api: 'wx.request', url, timeoutMs }, signal, ({ success, fail }) =>
        wx.request({
          url,
          method,
          // The files of `wx` have no slices.
          ...(body === undefined ? {} : { data: body as string | ArrayBuffer }),
          header: headers,
          ...AS_TEXT,
          redirect: 'manual',
          timeout: timeoutMs,
          success: (result) => success(asAnswer(result, undefined), result),
          fail,
        }),
      ),
  }
}

/**
 * Otherwise `wx` parses what looks like JSON. It is no part of `WxRequest`, because the typings of WeChat before 5.0 do not
 * know this value.
 */
const AS_TEXT = { dataType: 'text' }

/**
 * Older clients of Alipay and the simulator of its tools take no form without it, and no other values. WeChat ignores it.
 * https://opendocs.alipay.com/mini/api/kmq4hc
 */
const fileTypeOf = ({ 'Content-Type': type = '' }: Record<string, string>): { fileType: string } => ({
  fileType: /^(video|audio)\//.exec(type)?.[1] ?? 'image',
})

/** Some hosts report only the percentage. */
function reportSent(progress: unknown, onProgress: OnSent): void {
  if (!isRecord(progress)) return
  const { totalBytesSent: sent, totalBytesExpectedToSend: total, progress: percent } = progress
  if (isCount(sent) && isCount(total) && total > 0) onProgress(sent, total)
  else if (isCount(percent)) onProgress(percent, 100)
}

const isCount = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value < Infinity
