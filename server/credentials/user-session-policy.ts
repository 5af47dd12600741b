/** What a session of one user's own may do: see session-policy.ts for those that users share. */
import type { SessionPolicy } from './session-policy'

export interface UserPlace {
  bucket: string
  prefix: string
  /** The hash. */
  user: string
}

/** Where a user's own credentials put files: `uploads/sts/<user hash>/`. Nothing else of ours lies there. */
export const userFolder = ({ prefix, user }: Omit<UserPlace, 'bucket'>): string => `${prefix}/sts/${user}/`

/** What ali-oss needs for `put` and `multipartUpload`. */
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
