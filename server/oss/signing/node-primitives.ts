import { createHash, createHmac } from 'node:crypto'
import type { Primitives } from '../../../miniprogram/uploader/oss-v4/primitives'

/** node:crypto and Buffer for V4 signatures. */
export const nodePrimitives: Primitives<Buffer> = {
  hmac: (key, text) => createHmac('sha256', key).update(text, 'utf8').digest(),
  hmacHex: (key, text) => createHmac('sha256', key).update(text, 'utf8').digest('hex'),
  sha256Hex: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
  base64: (text) => Buffer.from(text, 'utf8').toString('base64'),
}
