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
