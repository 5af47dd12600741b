import { FAILURES } from '../../../../wx-host/calls/failures'
import { createListeners } from '../../../../wx-host/calls/listeners'
import type { Device } from '../../../../wx-host/device/device'
import type { CallInFlight } from '../../../../wx-host/network/call-in-flight'
import { presentHeaders } from '../../../../wx-host/network/http/answer-headers'
import type { NetworkCalls } from '../../../../wx-host/network/network-calls'
import type { UploadTask } from '../../../../wx-host/network/upload/upload-file'
import type { UploadFileOptions, UploadResult } from '../../../../wx-host/network/upload/upload-options'
import { createUploadProgress, type Progress } from '../../../../wx-host/network/upload/upload-progress'
import { typeByExtension } from '../../../../wx-host/pickers/file-types'
import type { TempFiles } from '../files/temp-files'
import { exchange, type Net } from './http'
import { type Note, type Notes, watched } from './notes'
import type { AnswerHead } from './outgoing'
import { settableHeaders } from './settable-headers'

interface Sending {
  device: Device
  files: TempFiles
  net: Net
  note: Note
  onProgress(progress: Progress): void
  onHeaders(header: Record<string, string>): void
}

/** `wx.uploadFile`: it sends the fields first and the file last, returns its task, and any status is a success. */
export function createUploadFile(device: Device, calls: NetworkCalls, files: TempFiles, net: Net, notes: Notes) {
  return (options: UploadFileOptions): UploadTask => {
    const { url, filePath, name, timeout } = options
    const progress = createListeners<Progress>(device.thread)
    const headers = createListeners<{ header: Record<string, string> }>(device.thread)
    const note = notes.begin('POST', url, {
      headers: settableHeaders({}, options.header, device),
      fields: fieldsOf(options),
      file: { path: filePath, bytes: files.find(filePath)?.size ?? 0 },
    })
    const onHeaders = (header: Record<string, string>): void => headers.fire({ header })
    const { abort } = calls.start<UploadResult>({
      api: 'uploadFile',
      url,
      parameters: { url: [url, 'String'], filePath: [filePath, 'String'], name: [name, 'String'] },
      timeout,
      callbacks: watched(note, options),
      send: (inFlight) => send(options, inFlight, { device, files, net, note, onProgress: progress.fire, onHeaders }),
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

function send(options: UploadFileOptions, inFlight: CallInFlight<UploadResult>, sending: Sending): void {
  const { device, files, net, note, onProgress, onHeaders } = sending
  const { url, filePath, header } = options
  const blob = files.find(filePath)
  if (!blob) {
    inFlight.fail(FAILURES.uploadFileNotFound(device.platform))
    return
  }
  const report = reportProgress(onProgress)
  const shown = ({ rawHeaders }: AnswerHead) => presentHeaders(rawHeaders, device.traits.headerCase)
  exchange(
    { device, call: { api: 'uploadFile', url }, inFlight, net },
    {
      method: 'POST',
      headers: settableHeaders({}, header, device),
      body: formOf(options, blob),
      onSent(bytes, total) {
        note.sent(bytes)
        report(bytes, total)
      },
      onHead: (head) => onHeaders(shown(head)),
      onAnswer: (head, body) =>
        inFlight.succeed({ statusCode: head.status, data: new TextDecoder().decode(body), header: shown(head) }),
    },
  )
}

function fieldsOf({ formData = {} }: Pick<UploadFileOptions, 'formData'>): Record<string, string> {
  return Object.fromEntries(Object.entries(formData).map(([field, value]) => [field, String(value)]))
}

function formOf({ name, filePath, formData = {} }: UploadFileOptions, blob: Blob): FormData {
  const form = new FormData()
  for (const [field, value] of Object.entries(fieldsOf({ formData }))) form.append(field, value)
  const typed = blob.slice(0, blob.size, typeByExtension(filePath))
  form.append(name, typed, filePath.slice(filePath.lastIndexOf('/') + 1))
  return form
}

/** The length of the whole body is known only from the first event, since the browser writes the multipart framing. */
function reportProgress(onProgress: (progress: Progress) => void): (bytes: number, total: number) => void {
  let sent: ((bytes: number) => void) | undefined
  return (bytes, total) => {
    sent ??= createUploadProgress(total, Date.now, onProgress)
    sent(bytes)
  }
}
