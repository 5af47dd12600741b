import { UploadError } from '../../core/errors'
import { untilStopped } from '../../core/flow/waiting'
import type { Headers, HttpAnswer, OnSent, Signal, Transport } from '../../core/ports'
import type { LocalFiles } from './local-files'
import { originOf, whyNoAnswer } from './no-answer'
import { readFailure } from './read-failure'

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
      const request = { method: 'POST', url, headers: {}, body: form, timeoutMs }
      return exchange(request, signal, onSent).catch(orUnreadable(file))
    },
    send({ body, ...request }, signal, onSent) {
      // The only slices that exist in a page are those of `local-files.ts`.
      const asSent = body as string | ArrayBuffer | Blob | undefined
      const sending = exchange({ ...request, body: asSent }, signal, onSent)
      return asSent instanceof Blob ? sending.catch(orUnreadable(asSent)) : sending
    },
  }
}

interface Outgoing {
  method: string
  url: string
  headers: Headers
  body: XMLHttpRequestBodyInit | undefined
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
const orUnreadable =
  (blob: Blob) =>
  async (thrown: unknown): Promise<never> => {
    if (thrown instanceof UploadError && thrown.code === 'network') {
      await blob
        .slice(0, 1)
        .arrayBuffer()
        .catch((reason: unknown) => {
          throw readFailure(reason, blob.size)
        })
    }
    throw thrown
  }
