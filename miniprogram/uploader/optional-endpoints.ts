/**
 * The wire of the two optional endpoints, which are off unless the backend's `OPTIONAL_ENDPOINTS` names them. They serve
 * programs that do not use this library.
 */
import type { FileDeclaration } from './contract'

// ── POST /v1/credentials ────────────────────────────────────────────────────────────────────────────────────────────

/** STS credentials for ali-oss in a web page. They allow nothing but putting objects below `prefix`. */
export interface CredentialsAnswer {
  accessKeyId: string
  accessKeySecret: string
  securityToken: string
  expiresIn: number
  bucket: string
  /** Region ID, `cn-hangzhou`. (ali-oss calls it `oss-cn-hangzhou`.) */
  region: string
  /** The bucket's own address. Give it to ali-oss together with `cname: true`. */
  endpoint: string
  /** Every key must begin with this prefix, which ends with a slash. */
  prefix: string
}

// ── POST /v1/presign ────────────────────────────────────────────────────────────────────────────────────────────────

/** Requests one PUT of a file of exactly this size, for clients that cannot send a form. `complete` confirms it. */
export interface PresignPutRequest {
  method: 'PUT'
  route: string
  input?: unknown
  file: Pick<FileDeclaration, 'name' | 'size' | 'type'>
}

export interface PresignGetRequest {
  method: 'GET'
  key: string
  style?: string
  downloadAs?: string
}

export interface PresignAnswer {
  method: 'PUT' | 'GET'
  url: string
  /** Send these headers unchanged. Content-Length is signed as well; every HTTP client sends it by itself. */
  headers: Record<string, string>
  /** Absent if the URL never expires. */
  expiresIn?: number
  /** Only for a PUT: send it with `complete`. */
  upload?: string
}
