/** Fields that several schemas of the environment share. */
import * as z from 'zod'
import { isPlaceholder } from './values'

export const text = z.string().refine((value) => !isPlaceholder(value), 'is still the placeholder')

/** Message for an address that is neither https nor local. */
export const HTTPS = 'expected an https:// address (http:// on localhost only)'
