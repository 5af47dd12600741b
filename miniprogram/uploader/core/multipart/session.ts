import type { Crc64 } from '../crc64/crc64'
import { assertSame } from '../file/inspect'
import { withFile } from '../file/with-file'
import { every } from '../flow/every'
import type { OpenFile } from '../ports'
import type { UploadContext } from '../task/context'
import type { TaskControl } from '../task/task'
import type { Checkpoint } from '../unfinished/checkpoint'
import type { SendPart } from './part-retry'
import type { Part } from './plan'
import { type PartProgress, partProgress } from './progress'
import { putPart } from './put-part'

/** How often a guess of what is on its way is told, ms. */
const TELL_MS = 500

/** One stretch of sending, between two pauses: the file is open, and what is on its way is told. */
export function sendWhileOpen(
  { path, size, modified }: Checkpoint,
  arrived: number,
  work: (send: SendPart) => Promise<void>,
  { ports, places, connections, checksums, link }: UploadContext,
  { signal, report, enter }: TaskControl,
): Promise<void> {
  const { clock, files, transport } = ports

  const stretch = async (): Promise<void> => {
    await assertSame(path, modified === undefined ? { size } : { size, modified }, files)
    const progress = partProgress(arrived, clock)
    const run = () => ({ phase: 'sending' as const, progress: { ...progress.now(), totalBytes: size } })
    enter(run())
    const tell = (): void => report(run())
    const stopTelling = every(clock, TELL_MS, tell)
    const send =
      (file: OpenFile): SendPart =>
      async (part, signed, attempt) =>
        connections.run(
          () =>
            followed(part, progress, tell, (onSent) =>
              putPart({ part, file, signed }, { transport, checksums }, attempt, onSent),
            ),
          attempt,
        )
    try {
      await withFile(files, path, (file) => work(send(file)))
    } finally {
      stopTelling()
      const { bytesPerSecond } = progress.now()
      if (bytesPerSecond) link.observe(bytesPerSecond)
    }
  }
  return places.run(stretch, signal)
}

async function followed(
  { number, length }: Part,
  progress: PartProgress,
  tell: () => void,
  send: (onSent: (sentBytes: number) => void) => Promise<Crc64>,
): Promise<Crc64> {
  progress.begin(number, length)
  let hasArrived = false
  try {
    const crc = await send((sentBytes) => {
      progress.sent(number, sentBytes)
      tell()
    })
    hasArrived = true
    return crc
  } finally {
    progress.end(number, hasArrived)
    tell()
  }
}
