/**
 * `upload` is the backend's only state of an upload. The client carries it, but cannot read it: it is base64url of
 * version (1 byte) · nonce (12) · AES-256-GCM ciphertext · tag (16).
 */
import { createCipheriv, createDecipheriv } from 'node:crypto'
import * as z from 'zod'
import { Fault } from '../faults/fault'
import { deriveKey } from '../identity/derive-key'

const uploadSchema = z.object({
  user: z.object({ id: z.string(), kind: z.string(), issuer: z.string() }),
  route: z.string(),
  /** Name of the bucket that the ticket is for. Undefined: the first one. */
  bucket: z.string().optional(),
  /** The input as the client sent it: the route's schema accepted it, and parses it again before the hook. */
  input: z.unknown().optional(),
  /** The final key, from which the pending one is derived. */
  key: z.string(),
  size: z.number(),
  type: z.string(),
  name: z.string().optional(),
  /** Only a multipart upload has it: OSS's own id, and bytes of a part. */
  multipart: z.object({ uploadId: z.string(), partSize: z.number() }).optional(),
  /** ms. */
  expiresAt: z.number(),
})

export type Upload = z.infer<typeof uploadSchema>

export type MultipartUpload = Upload & Required<Pick<Upload, 'multipart'>>

export const isMultipart = (upload: Upload): upload is MultipartUpload => upload.multipart !== undefined

/** An upload may be resumed and completed for seven days. */
export const UPLOAD_LIFE_MS = 7 * 24 * 60 * 60 * 1000

/** When the ticket was given, ms. A ticket that is renewed keeps its time. */
export const issuedAt = ({ expiresAt }: Upload): number => expiresAt - UPLOAD_LIFE_MS

export interface UploadTokens {
  seal(upload: Upload): string
  /** @throws Fault `upload-invalid` or `upload-expired`. */
  open(token: string, now: number): Upload
}

const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEAD_BYTES = 1 + NONCE_BYTES

/** @param secrets the first one seals, all of them open. docs/deployments.md tells in which steps to change them. */
export function uploadTokens(secrets: readonly string[], randomBytes: (count: number) => Uint8Array): UploadTokens {
  const keys = secrets.map((secret) => deriveKey(secret, 'upload'))
  const [sealingKey] = keys
  if (!sealingKey) throw new Error('uploadTokens: expected at least one secret, got none')
  return {
    seal: (upload) => seal(JSON.stringify(upload), sealingKey, randomBytes(NONCE_BYTES)),
    open(token, now) {
      const sealed = decode(token)
      const text = keys.map((key) => unseal(sealed, key)).find((plain) => plain !== undefined)
      const upload = uploadSchema.safeParse(text && JSON.parse(text))
      if (!upload.success) throw new Fault('upload-invalid')
      if (upload.data.expiresAt <= now) throw new Fault('upload-expired')
      return upload.data
    },
  }
}

function seal(text: string, key: Uint8Array, nonce: Uint8Array): string {
  const head = Buffer.concat([Uint8Array.of(VERSION), nonce])
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(head)
  return Buffer.concat([head, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

/** Accepts only the spelling that `seal` writes: Node would also accept spare bits, padding and the other alphabet. */
function decode(token: string): Buffer {
  const bytes = Buffer.from(token, 'base64url')
  return bytes.toString('base64url') === token ? bytes : Buffer.alloc(0)
}

function unseal(sealed: Buffer, key: Uint8Array): string | undefined {
  if (sealed.length < HEAD_BYTES + TAG_BYTES || sealed[0] !== VERSION) return undefined
  const head = sealed.subarray(0, HEAD_BYTES)
  const body = sealed.subarray(HEAD_BYTES, -TAG_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, head.subarray(1), { authTagLength: TAG_BYTES })
  decipher.setAAD(head).setAuthTag(sealed.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}
