import type { LocalFile } from '../api'
import type { Backend, FormBackend } from '../backend/backend'
import type { Purpose, TicketBatcher } from '../backend/tickets/ticket-batcher'
import type { PacedCrc64 } from '../crc64/paced-crc64'
import type { Judge } from '../file/local-file'
import type { Gate } from '../flow/gate'
import type { Limiter } from '../flow/limiter'
import type { Pace } from '../flow/pace'
import type { Places } from '../flow/places'
import type { LinkSpeed } from '../flow/speed'
import type { Ports } from '../ports'
import type { Unfinished } from '../unfinished/unfinished'

/** One file to upload. */
export interface Upload {
  id: string
  file: LocalFile
  purpose: Purpose
}

/** What all uploads by form of one engine share. */
export interface FormContext {
  ports: Ports
  backend: FormBackend
  judge: Judge
  /** The platform's gate: open while the app is in front and there is a network. */
  gate: Gate
  /** Gets a place in the next ticket call, for a first ticket or for a renewal. */
  withSlot: TicketBatcher['withSlot']
  /** Limits the files that are sent at a time. */
  places: Places
  /** Limits the forms of the whole app that are open. */
  forms: Limiter
  checksums: PacedCrc64
  link: LinkSpeed
  /** Has a cancelled upload removed, which OSS may hold. Resolves as soon as that is noted. */
  abandon(upload: string): Promise<void>
}

/** What all uploads of one engine share, by form and by parts. */
export interface UploadContext extends FormContext {
  backend: Backend
  /** Limit the requests of the whole app that are open: see `AppWide`. */
  requests: Limiter
  parts: Limiter
  pace: Pace
  /** Files of at least this many bytes are sent by parts. */
  multipartThreshold: number
  unfinished: Unfinished
}
