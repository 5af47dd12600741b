/** The wire of two calls that are there where the backend's `DOORS` names them: for programs that are not this library. */
import type { FileDeclaration } from './contract'

// ── POST /v1/credentials, where the backend allows it ───────────────────────────────────────────────────────────────

/** STS credentials for ali-oss in a web page. They can only put, and only below `prefix`. */
export interface CredentialsAnswer {
  accessKeyId: string
  accessKeySecret: string
  securityToken: string
  expiresIn: number
  bucket: string
  /** Region ID, `cn-hangzhou`. (ali-oss calls it `oss-cn-hangzhou`.) */
  region: string
  /** Of the bucket itself: ali-oss takes it with `cname: true`. */
  endpoint: string
  /** Ends with a slash: every key must begin with it. */
  prefix: string
}

// ── POST /v1/presign, where the backend allows it ───────────────────────────────────────────────────────────────────

export type PresignRequest = PresignPutRequest | PresignGetRequest

/** One PUT of exactly these bytes, for clients that can send no form. Confirmed by `complete`, like every upload. */
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
  /** To be sent unchanged. (Content-Length is signed as well; every HTTP client sends it by itself.) */
  headers: Record<string, string>
  /** Absent when the URL is good for good. */
  expiresIn?: number
  /** Of a PUT: for `complete`. */
  upload?: string
}
