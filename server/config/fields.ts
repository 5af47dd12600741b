/** Fields that several schemas of the environment share. */
import * as z from 'zod'
import { isPlaceholder, originUrl } from './values'

export const text = z.string().refine((value) => !isPlaceholder(value), 'is still the placeholder')

/** Message for an address that is neither https nor local. */
export const HTTPS = 'expected an https:// address (http:// on localhost only)'

/** An address without a path. */
export const origin = text.transform(originUrl).refine((value) => value !== '', `${HTTPS} without a path`)

/** `public, archive` → `['public', 'archive']`. */
export const list = z.string().transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
)
