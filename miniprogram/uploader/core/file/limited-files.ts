import { asUploadError } from '../errors'
import { NEVER } from '../flow/cancellation'
import type { Limiter } from '../flow/limiter'
import { PATIENCE_MS } from '../flow/retry/patience'
import { freePauseMs } from '../flow/retry/retry'
import { sleep } from '../flow/waiting'
import type { FileSource, OpenFile, Ports } from '../ports'

/**
 * WeChat refuses to open more files when an app holds about a hundred (errno 1302002), its own included. So few are
 * enough, because reading is faster than sending.
 */
export const MOST_OPEN_FILES = 10

/** Waits in line before it opens a file, and while the platform has too many open, but not longer than an outage. */
export function limitedFiles(
  { files, clock, random }: Pick<Ports, 'files' | 'clock' | 'random'>,
  places: Limiter,
): FileSource {
  const openPatiently = async (path: string): Promise<OpenFile> => {
    for (let waitedMs = 0; ; ) {
      try {
        return await files.open(path)
      } catch (thrown) {
        if (asUploadError(thrown).code !== 'too-many-connections' || waitedMs >= PATIENCE_MS) throw thrown
        const pauseMs = freePauseMs(random(), waitedMs)
        await sleep(clock, pauseMs, NEVER)
        waitedMs += pauseMs
      }
    }
  }
  return {
    ...files,
    open: (path) =>
      new Promise<OpenFile>((resolve, reject) => {
        const whileOpen = (): Promise<void> =>
          openPatiently(path).then(
            (file) =>
              new Promise<void>((closed) => {
                const close = (): Promise<void> => file.close().then(closed)
                resolve({ ...file, close })
              }),
            reject,
          )
        places.run(whileOpen, NEVER).catch(reject)
      }),
  }
}
