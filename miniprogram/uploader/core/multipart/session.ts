import type { PartSum } from '../crc64/crc64'
import { isTooSlow } from '../file/file-crc64'
import { assertSame, assertStillSame, withFile } from '../file/local-file'
import type { Clock, OpenFile, Signal } from '../ports'
import type { UploadContext } from '../task/context'
import type { TaskControl } from '../task/task'
import type { Checkpoint } from '../unfinished/checkpoint'
import type { SendPart } from './part-retry'
import { partSums } from './part-sums'
import type { Part } from './plan'
import { type PartProgress, partProgress } from './progress'
import { putPart } from './put-part'

/** How often to report the progress of parts whose sent bytes can only be guessed, ms. */
const REPORT_MS = 500

/**
 * Runs `work` while the file is open, and reports progress: one session of sending, between two pauses.
 * @param arrived bytes that OSS holds already
 */
export function sendWhileOpen(
  checkpoint: Checkpoint,
  arrived: number,
  work: (send: SendPart) => Promise<void>,
  { ports, places, requests, parts, checksums, link }: UploadContext,
  { signal, report, enter }: TaskControl,
): Promise<void> {
  const { clock, files, lifecycle, transport } = ports
  const { path, size } = checkpoint
  const inTurn = <T>(call: () => Promise<T>, attempt: Signal): Promise<T> =>
    parts.run(() => requests.run(call, attempt), attempt)

  const session = async (): Promise<void> => {
    await assertSame(checkpoint, files)
    const progress = partProgress(arrived, clock)
    const run = () => ({ phase: 'sending' as const, progress: { ...progress.now(), totalBytes: size } })
    enter(run())
    const reportProgress = (): void => report(run())
    const stopReporting = every(clock, REPORT_MS, reportProgress)
    const speed = (): number => progress.now().bytesPerSecond ?? link.estimate(lifecycle.network())
    const sums = partSums(() => isTooSlow(checksums, speed()))
    const send =
      (file: OpenFile): SendPart =>
      async (part, signed, attempt, onMoved) =>
        inTurn(
          () =>
            followed(part, { progress, reportProgress, onMoved }, (onSent) =>
              putPart({ part, file, signed }, { transport, checksums, sums }, attempt, onSent),
            ),
          attempt,
        )
    try {
      await withFile(files, path, (file) => work(send(file)))
      // Written to in place meanwhile, the file would be stored as a mixture of old and new parts.
      await assertStillSame(checkpoint, files)
    } finally {
      stopReporting()
      const { bytesPerSecond } = progress.now()
      if (bytesPerSecond) link.observe(bytesPerSecond)
    }
  }
  return places.run(size, session, signal)
}

/** Sends a part, and notes its progress. */
async function followed(
  { number, length }: Part,
  { progress, reportProgress, onMoved }: { progress: PartProgress; reportProgress(): void; onMoved(): void },
  send: (onSent: (sentBytes: number) => void) => Promise<PartSum | undefined>,
): Promise<PartSum | undefined> {
  progress.begin(number, length)
  onMoved()
  let hasArrived = false
  try {
    const crc = await send((sentBytes) => {
      progress.sent(number, sentBytes)
      onMoved()
      reportProgress()
    })
    hasArrived = true
    return crc
  } finally {
    progress.end(number, hasArrived)
    reportProgress()
  }
}

/** Calls `act` every `ms`. Returns a function that ends this. */
function every(clock: Clock, ms: number, act: () => void): () => void {
  let cancel = (): void => {}
  const next = (): void => {
    cancel = clock.after(ms, () => {
      next()
      act()
    })
  }
  next()
  return () => cancel()
}
