import type { SessionAnswer } from '../../miniprogram/uploader/contract'
import type { User } from './user'

/** A user who calls. */
export interface Caller {
  user: User
  /** The user's name in keys, in the log and in the limits: see `userHash`. */
  hash: string
}

/** How the backend identifies its callers. */
export interface Identity {
  /** `undefined` is answered with `unauthenticated`. */
  identify(request: Request): Promise<User | undefined>
  /** `POST /v1/session`. Without it the path does not exist. @throws Fault if the code is invalid. */
  login?(code: string): Promise<SessionAnswer>
  /** This identity accepts any caller. `createApp` refuses it unless OSS and STS run on this machine. */
  localOnly?: true
}
