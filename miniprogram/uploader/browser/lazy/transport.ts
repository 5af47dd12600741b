import { UploadError } from '../../core/errors'
import { untilStopped } from '../../core/flow/waiting'
import type { Headers, HttpAnswer, OnSent, Signal, Transport } from '../../core/ports'
import type { LocalFiles } from './local-files'
import { originOf, whyNoAnswer } from './no-answer'

/**
 * The network over XMLHttpRequest, because `fetch` does not report the progress of a body. It follows redirects, which
 * a page cannot prevent. It sends no cookies. From another origin it sees only the headers that CORS exposes.
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
    // Only if needed: a listener on `upload` makes the browser send a CORS preflight before a simple request.
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

/** A send that failed because the file was changed or removed looks like a network failure, so try to read the file. */
async function assertReadable(files: LocalFiles, path: string, thrown: unknown): Promise<void> {
  if (!(thrown instanceof UploadError) || thrown.code !== 'network') return
  const open = await files.open(path)
  await open.read(0, 1)
}
