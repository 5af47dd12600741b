import type { MultipartTicket } from '../../contract'
import type { LocalFile } from '../api'
import type { Purpose } from '../backend/ticket-batcher'
import { fingerprint } from '../file/fingerprint'
import type { Inspected } from '../file/inspect'
import { withFile } from '../file/with-file'
import type { UploadContext } from '../task/context'
import type { TaskControl } from '../task/task'
import type { Checkpoint } from './checkpoint'

export interface Beginning extends Inspected {
  id: string
  file: LocalFile
  purpose: Purpose
  ticket: MultipartTicket
}

/** The checkpoint of an upload of which nothing has been sent. */
export async function beginCheckpoint(
  { id, file, purpose, ticket, declaration, stat }: Beginning,
  { ports, checksums, leftovers }: UploadContext,
  { signal }: TaskControl,
): Promise<Checkpoint> {
  const { size, type, name } = declaration
  const now = ports.clock.now()
  const print = await withFile(ports.files, file.path, (open) => fingerprint(open, size, checksums, signal)).catch(
    async (thrown: unknown) => {
      // Begun at OSS, and no checkpoint tells of it.
      await leftovers.add(ticket.upload)
      throw thrown
    },
  )
  return {
    v: 1,
    id,
    upload: ticket.upload,
    route: purpose.route,
    ...(purpose.input === undefined ? {} : { input: purpose.input }),
    path: file.path,
    ...(name ? { name } : {}),
    size,
    type,
    ...(stat.modified === undefined ? {} : { modified: stat.modified }),
    fingerprint: print,
    partSize: ticket.partSize,
    sent: [],
    begunAt: now,
    at: now,
  }
}
