/** The policy of one user's own session. The shared sessions are in session-policy.ts. */
import type { SessionPolicy } from './session-policy'

export interface UserPlace {
  bucket: string
  prefix: string
  /** The user's hash. */
  user: string
}

/** The folder for a user's own credentials: `uploads/sts/<user hash>/`. The backend stores nothing else in it. */
export const userFolder = ({ prefix, user }: Omit<UserPlace, 'bucket'>): string => `${prefix}/sts/${user}/`

/** The rights that ali-oss needs for `put` and `multipartUpload`. */
const PUT_ACTIONS = ['oss:PutObject', 'oss:AbortMultipartUpload', 'oss:ListParts']

/** At most 2048 characters, which is STS's limit. */
export function userSessionPolicy(purpose: 'put' | 'read', place: UserPlace): SessionPolicy {
  const Resource = [`acs:oss:*:*:${place.bucket}/${userFolder(place)}*`]
  if (purpose === 'read') return { Version: '1', Statement: [{ Effect: 'Allow', Action: ['oss:GetObject'], Resource }] }
  return {
    Version: '1',
    Statement: [
      { Effect: 'Allow', Action: PUT_ACTIONS, Resource },
      {
        Effect: 'Deny',
        Action: ['oss:PutObject'],
        Resource,
        Condition: { StringEquals: { 'oss:x-oss-object-acl': ['public-read', 'public-read-write'] } },
      },
    ],
  }
}
