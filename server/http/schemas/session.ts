import * as z from 'zod'
import type { SessionAnswer } from '../../../miniprogram/uploader/contract'
import { expiresIn } from './fields'
import { schemaOf } from './schema-of'

/** Of wx.login. */
export const loginCode = z.string().min(1).max(256)

export const sessionAnswer = schemaOf<SessionAnswer>()(
  z.object({ token: z.string().describe('Goes into `Authorization: Bearer …`.'), expiresIn }),
)
