import type { SessionAnswer } from '../../miniprogram/uploader/contract'

/** A user. The three fields together are unique, and they decide in which folder the user's files are stored. */
export interface User {
  /** The id that the issuer gave: a hash of an openid, a JWT's `sub`. */
  id: string
  /** How the backend identified the user: `wechat`, `jwt`, … */
  kind: string
  /** Who gave the id: an appid, a JWT's `iss`. */
  issuer: string
}

export const isSameUser = (a: User, b: User): boolean => a.id === b.id && a.kind === b.kind && a.issuer === b.issuer

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
