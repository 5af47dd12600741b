import { type Crc64, makeCrc64, POLYNOMIAL } from '../../core/crc64/crc64'
import { untilStopped } from '../../core/flow/waiting'
import type { Signal } from '../../core/ports'

/**
 * Computes the CRC-64 of a Blob in a worker, which reads it as a stream, so that the page spends no time on it. Resolves
 * with undefined if the page's CSP forbids the worker, or the Blob cannot be read. Rejects with `cancelled`.
 */
export type WorkerCrc64 = (blob: Blob, signal: Signal) => Promise<Crc64 | undefined>

interface Asked {
  id: number
  blob: Blob
}

interface Answered {
  id: number
  crc?: Crc64
}

/** All Blobs share one worker, which ends with the last of them. */
export function workerCrc64(): WorkerCrc64 {
  const waiting = new Map<number, (crc?: Crc64) => void>()
  let count = 0
  let url: string | undefined
  let worker: Worker | undefined
  let isForbidden = false

  const end = (id: number, crc?: Crc64): void => {
    waiting.get(id)?.(crc)
    waiting.delete(id)
    if (waiting.size > 0) return
    worker?.terminate()
    worker = undefined
  }
  const start = (): Worker => {
    url ??= URL.createObjectURL(new Blob([SOURCE], { type: 'text/javascript' }))
    const started = new Worker(url)
    started.onmessage = ({ data: { id, crc } }: MessageEvent<Answered>) => end(id, crc)
    // A CSP without `worker-src blob:` is reported here.
    started.onerror = (event) => {
      event.preventDefault()
      isForbidden = true
      for (const id of [...waiting.keys()]) end(id)
    }
    return started
  }
  return async (blob, signal) => {
    if (isForbidden) return undefined
    return untilStopped<Crc64 | undefined>(signal, (resolve) => {
      count += 1
      const id = count
      waiting.set(id, resolve)
      try {
        worker ??= start()
        worker.postMessage({ id, blob } satisfies Asked)
      } catch {
        isForbidden = true
        end(id)
      }
      return () => end(id)
    })
  }
}

/** Runs in the worker. Like `makeCrc64`, it uses nothing from outside. */
function serve(update: ReturnType<typeof makeCrc64>): void {
  addEventListener('message', ({ data: { id, blob } }: MessageEvent<Asked>) => {
    const reader = blob.stream().getReader()
    const sumOf = (crc: Crc64): Promise<Crc64> =>
      reader.read().then(({ done, value }) => (done ? crc : sumOf(update(crc, value))))
    sumOf({ high: 0, low: 0 }).then(
      (crc) => postMessage({ id, crc }),
      () => postMessage({ id }),
    )
  })
}

const SOURCE = `(${serve})((${makeCrc64})(${JSON.stringify(POLYNOMIAL)}))`
