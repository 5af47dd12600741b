import type { Backend } from '../backend/backend'
import type { Purpose, Slot } from '../backend/ticket-batcher'
import type { PacedCrc64 } from '../crc64/paced-crc64'
import type { Gate } from '../flow/gate'
import type { Limiter } from '../flow/limiter'
import type { LinkSpeed } from '../flow/link-speed'
import type { MobileDataRule } from '../flow/mobile-data'
import type { Pace } from '../flow/pace'
import type { Ports } from '../ports'
import type { Checkpoints } from '../unfinished/checkpoints'
import type { Leftovers } from '../unfinished/leftovers'

/** What every upload of one engine works with. */
export interface UploadContext {
  ports: Ports
  backend: Backend
  /** The platform's: app in front, network there. */
  gate: Gate
  mobileData: MobileDataRule | undefined
  /** A seat for the first ticket, or for a renewal. */
  reserveSlot(purpose: Purpose): Slot
  /** For files being sent. */
  places: Limiter
  /** Of the whole app: see `limiter.ts`. */
  connections: Limiter
  checksums: PacedCrc64
  link: LinkSpeed
  pace: Pace
  /** Files of at least so many bytes go by parts. */
  multipartThreshold: number
  checkpoints: Checkpoints
  leftovers: Leftovers
  /** Ids of the checkpoints that uploads are going on with. */
  carried: Set<string>
}
