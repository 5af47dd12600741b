import type { SessionAnswer } from '../../miniprogram/uploader/contract'

/** Who uploads. The three together are unique; they decide whose folder a key lies in. */
export interface User {
  /** The issuer's own id: an openid, a JWT's `sub`. */
  id: string
  /** How it was established: `wechat`, `jwt`, … */
  kind: string
  /** Within the kind: an appid, a JWT's `iss`. */
  issuer: string
}

export const isSameUser = (a: User, b: User): boolean => a.id === b.id && a.kind === b.kind && a.issuer === b.issuer

/** A user who calls. */
export interface Caller {
  user: User
  /** The user's name in keys, in the log and in the limits: see `userHash`. */
  hash: string
}

/** How the backend knows its callers. */
export interface Identity {
  /** Nobody (`undefined`) is answered `unauthenticated`. */
  identify(request: Request): Promise<User | undefined>
  /** `POST /v1/session`; without it the path does not exist. Throws a `Fault` when the code is not good. */
  login?(code: string): Promise<SessionAnswer>
  /** Trusts anybody: `createApp` refuses it unless OSS and STS are on this machine. */
  localOnly?: true
}
