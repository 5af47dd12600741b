import { UploadError } from '../../core/errors'
import type { Signal } from '../../core/flow/cancellation'
import { untilStopped } from '../../core/flow/waiting'
import type { Headers, HttpAnswer, OnSent, Transport } from '../../core/ports'
import type { LocalFiles } from './local-files'
import { originOf, whyNoAnswer } from './no-answer'

/**
 * The network over XMLHttpRequest, for `fetch` does not tell how far a body is. It follows redirects, which no page
 * can forbid it; no cookies go along. Of another origin's answer only those headers are seen that CORS exposes.
 */
export function browserTransport(files: LocalFiles): Transport {
  return {
    hasFormStack: false,

    async sendForm({ url, fields, path, timeoutMs }, signal, onSent) {
      const file = await files.find(path)
      const form = new FormData()
      for (const name of Object.keys(fields)) form.append(name, fields[name] as string)
      form.append('file', file)
      try {
        return await exchange({ method: 'POST', url, headers: {}, body: form, timeoutMs }, signal, onSent)
      } catch (thrown) {
        await assertReadable(files, path, thrown)
        throw thrown
      }
    },
    send: (request, signal, onSent) => exchange(request, signal, onSent),
  }
}

interface Outgoing {
  method: string
  url: string
  headers: Headers
  body?: XMLHttpRequestBodyInit
  timeoutMs: number
}

function exchange(
  { method, url, headers, body, timeoutMs }: Outgoing,
  signal: Signal,
  onSent: OnSent | undefined,
): Promise<HttpAnswer> {
  return untilStopped(signal, (succeed, fail) => {
    const request = new XMLHttpRequest()
    request.onload = () => succeed(answerOf(request))
    request.onerror = () => void whyNoAnswer(url).then(fail)
    request.ontimeout = () => fail(new UploadError('timeout', { params: { host: originOf(url) } }))
    // Without one, a simple request stays simple: listeners there make the browser ask first (CORS preflight).
    if (onSent) request.upload.onprogress = ({ loaded, total }) => onSent(loaded, total)
    try {
      request.open(method, url)
      request.timeout = timeoutMs
      for (const name of Object.keys(headers)) request.setRequestHeader(name, headers[name] as string)
      request.send(body)
    } catch (thrown) {
      fail(new UploadError('network', { params: { detail: String(thrown) }, cause: thrown }))
    }
    return () => request.abort()
  })
}

function answerOf(request: XMLHttpRequest): HttpAnswer {
  const headers: Headers = {}
  for (const line of request.getAllResponseHeaders().split('\r\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim()
  }
  return { status: request.status, headers, text: request.responseText }
}

/** A send that broke because the file was changed or taken away looks like any other: the file is asked. */
async function assertReadable(files: LocalFiles, path: string, thrown: unknown): Promise<void> {
  if (!(thrown instanceof UploadError) || thrown.code !== 'network') return
  const open = await files.open(path)
  await open.read(0, 1)
}
