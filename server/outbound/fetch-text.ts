/** How the backend reads answers of other servers than OSS and STS, which `send-request` asks. */

export interface FetchTextOptions {
  fetch?: typeof globalThis.fetch
  headers?: Record<string, string>
  /** Sent by POST. Default: a GET. */
  body?: string
  /** For everything: connecting, the headers and the whole body. ms. */
  deadlineMs: number
  /** Of the body, after decompression. */
  mostBytes: number
}

export interface FetchedText {
  status: number
  text: string
}

/**
 * Fetches a short text. No redirect is followed, because it could lead to any other host.
 * @throws Error if there is no answer in time, or if it is too long; TypeError, as fetch does. No message has the URL,
 *   which may contain a secret, except those of fetch itself.
 */
export async function fetchText(url: string, options: FetchTextOptions): Promise<FetchedText> {
  const { fetch = globalThis.fetch, headers, body, deadlineMs, mostBytes } = options
  const abort = new AbortController()
  const late = new Error(`expected an answer within ${deadlineMs} ms`)
  let cancelBody = (): void => undefined

  const work = async (): Promise<FetchedText> => {
    const request = { method: body === undefined ? 'GET' : 'POST', ...(headers && { headers }), ...(body && { body }) }
    const response = await fetch(url, { redirect: 'manual', signal: abort.signal, ...request })
    const reader = response.body?.getReader()
    cancelBody = () => void reader?.cancel().catch(() => undefined)
    if (abort.signal.aborted) cancelBody()
    return { status: response.status, text: await textOf(reader, mostBytes) }
  }

  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(late)
      abort.abort(late)
    }, deadlineMs)
  })
  try {
    return await Promise.race([work(), deadline])
  } finally {
    clearTimeout(timer)
    // Garbage collection can remove the link between a signal and its request, so the body is cancelled itself. That also
    // ends a body that is too long. https://github.com/nodejs/undici/issues/4068
    cancelBody()
  }
}

type BodyReader = ReadableStreamDefaultReader<Uint8Array>

async function textOf(reader: BodyReader | undefined, mostBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = reader ? await reader.read() : { done: true, value: undefined }
    // Windows and PHP write a byte order mark, which no JSON may have. The decoder removes it.
    if (done || !value) return new TextDecoder().decode(Buffer.concat(chunks))
    size += value.byteLength
    if (size > mostBytes) throw new Error(`expected an answer of at most ${mostBytes} bytes`)
    chunks.push(value)
  }
}
