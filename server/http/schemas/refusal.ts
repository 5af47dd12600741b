import * as z from 'zod'
import type { ErrorBody, Refusal } from '../../../miniprogram/uploader/contract'
import { ERRORS, type ErrorCode } from '../../../miniprogram/uploader/error-codes'
import { schemaOf } from './schema-of'

/** The codes that the backend answers, in the contract's order. The other codes arise in the client. */
const CODES = (Object.keys(ERRORS) as ErrorCode[]).filter((code) => ERRORS[code].status > 0)

const errorBody = schemaOf<ErrorBody>()(
  z.object({
    code: z.enum(CODES),
    params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    requestId: z.string().describe('Look this up in the backend’s log.'),
    message: z.string().optional().describe('A sentence for the user, written by the backend’s author.'),
  }),
)

/** Body of every answer that is not 2xx, and the place of one refused file or key inside a 200. */
export const refusal = schemaOf<Refusal>()(z.object({ error: errorBody }))
