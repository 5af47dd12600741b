import { connect } from 'node:tls'
import type { HttpOptions } from './http'

export interface Certificate {
  /** Why it is not trusted, in Node’s word: `CERT_HAS_EXPIRED`; undefined when it is. */
  problem?: string
  /** ms since 1970. */
  validTo: number
}

/** The certificate that a host shows; undefined when nobody answers there. */
export type CertificateOf = (host: string, port: number) => Promise<Certificate | undefined>

const TIMEOUT_MS = 5000

export function createCertificateOf({ connectTo, ca }: HttpOptions = {}): CertificateOf {
  return (host, port) =>
    new Promise((resolve) => {
      const to = connectTo?.(host, port) ?? { host, port }
      // Looked at whatever it is: that is the point.
      const socket = connect({ ...to, servername: host, rejectUnauthorized: false, ...(ca && { ca }) })
      const end = (found: Certificate | undefined): void => {
        socket.destroy()
        resolve(found)
      }
      socket.setTimeout(TIMEOUT_MS, () => end(undefined))
      socket.once('error', () => end(undefined))
      socket.once('secureConnect', () => {
        const { valid_to: validTo } = socket.getPeerCertificate()
        const problem = socket.authorized ? undefined : codeOf(socket.authorizationError)
        end({ validTo: Date.parse(validTo), ...(problem !== undefined && { problem }) })
      })
    })
}

/** Declared an Error, and a text as a rule. */
const codeOf = (problem: unknown): string => String((Object(problem) as { code?: unknown }).code ?? problem)
