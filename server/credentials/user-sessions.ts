import type { OpenSession } from './assume-role'
import type { Credentials } from './credentials'
import { type SessionPerUser, sessionPerUser } from './session-per-user'
import { type UserPlace, userSessionPolicy } from './user-session-policy'

/** Sessions that are valid only in one user's folder. `user` is the hash. */
export interface UserSessions {
  /** The caller gets this session, secret included. @throws Fault `server-misconfigured` or `cloud-unavailable`. */
  put(user: string): Promise<Credentials>
  /** Signs URLs of the folder's objects. It can read nothing else, so a symlink in the folder cannot lead elsewhere. */
  read(user: string): Promise<Credentials>
  /** Forgets all sessions, because OSS does not know those of this time any more. */
  clear?(): void
}

/** The shortest life that STS allows. */
const PUT_SECONDS = 900
const READ_SECONDS = 3600

export function userSessions(
  open: OpenSession,
  { bucket, prefix }: Omit<UserPlace, 'user'>,
  now: () => number,
): UserSessions {
  const perUser = (purpose: 'put' | 'read', seconds: number): SessionPerUser =>
    sessionPerUser({
      now,
      open: (user) =>
        open({ name: `${purpose}-${user}`, policy: userSessionPolicy(purpose, { bucket, prefix, user }), seconds }),
    })
  const [put, read] = [perUser('put', PUT_SECONDS), perUser('read', READ_SECONDS)]
  return {
    put,
    read,
    clear() {
      put.clear()
      read.clear()
    },
  }
}
