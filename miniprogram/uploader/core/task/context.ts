import type { LocalFile } from '../api'
import type { Backend } from '../backend/backend'
import type { Purpose, TicketBatcher } from '../backend/ticket-batcher'
import type { PacedCrc64 } from '../crc64/paced-crc64'
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

/** What all uploads of one engine share. */
export interface UploadContext {
  ports: Ports
  backend: Backend
  /** The platform's gate: open while the app is in front and there is a network. */
  gate: Gate
  /** Gets a place in the next ticket call, for a first ticket or for a renewal. */
  withSlot: TicketBatcher['withSlot']
  /** Limits the files that are sent at a time. */
  places: Places
  /** Limit the calls of the whole app that are open: see `AppWide`. */
  forms: Limiter
  requests: Limiter
  parts: Limiter
  checksums: PacedCrc64
  link: LinkSpeed
  pace: Pace
  /** Files of at least this many bytes are sent by parts. */
  multipartThreshold: number
  unfinished: Unfinished
}
