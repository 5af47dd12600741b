import * as z from 'zod'

/** The answer of `/healthz` and `/readyz`. */
export const STATUS = { name: 'Status', schema: z.object({ status: z.string() }) }
