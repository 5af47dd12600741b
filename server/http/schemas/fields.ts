/** Fields that several requests or answers have. */
import * as z from 'zod'
import { LIMITS } from '../../../miniprogram/uploader/contract'

/** `upload`: the sealed state of one upload. */
export const token = z.string().min(1).max(LIMITS.bodyBytes)

export const routeName = z.string().min(1).max(64)

/** UTF-8 bytes of an object key. https://help.aliyun.com/zh/oss/user-guide/object-naming-conventions */
export const key = z.string().min(1).max(1023)

export const style = z.string().min(1).max(64).optional()

export const downloadAs = z.string().min(1).max(LIMITS.nameLength).optional()

/** Lower case, without parameters. Narrower than RFC 6838, because `$` has a special meaning in a POST policy. */
const MEDIA_TYPE = /^(?=.{3,127}$)[a-z0-9][a-z0-9.+_-]*\/[a-z0-9][a-z0-9.+_-]*$/

export const declaredFile = z.strictObject({
  name: z.string().min(1).max(LIMITS.nameLength).optional(),
  size: z.int().min(0),
  type: z
    .string()
    .regex(MEDIA_TYPE, 'expected a media type in lower case, at most 127 characters')
    .describe('Media type without parameters, judged by the first bytes and the name.'),
})

export const expiresIn = z.int().positive().describe('Seconds from now, because device clocks are wrong.')

export const urlExpiresIn = expiresIn.optional().describe('Seconds from now. Absent if the URL never expires.')
