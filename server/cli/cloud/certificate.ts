import { connect } from 'node:tls'
import type { HttpOptions } from './http'

export interface Certificate {
  /** Node’s code for why it is not trusted, such as `CERT_HAS_EXPIRED`; undefined when it is trusted. */
  problem?: string
  /** ms since 1970. */
  validTo: number
}

/** Fetches the certificate of a host; undefined when the host does not answer. */
export type CertificateOf = (host: string, port: number) => Promise<Certificate | undefined>

const TIMEOUT_MS = 5000

export function createCertificateOf({ connectTo, ca, timeoutMs = TIMEOUT_MS }: HttpOptions = {}): CertificateOf {
  return (host, port) =>
    new Promise((resolve) => {
      const to = connectTo?.(host, port) ?? { host, port }
      // An invalid certificate is accepted, so that it can be examined.
      const socket = connect({ ...to, servername: host, rejectUnauthorized: false, ...(ca && { ca }) })
      const end = (found: Certificate | undefined): void => {
        socket.destroy()
        resolve(found)
      }
      socket.setTimeout(timeoutMs, () => end(undefined))
      socket.once('error', () => end(undefined))
      socket.once('secureConnect', () => {
        const { valid_to: validTo } = socket.getPeerCertificate()
        const problem = socket.authorized ? undefined : codeOf(socket.authorizationError)
        end({ validTo: Date.parse(validTo), ...(problem !== undefined && { problem }) })
      })
    })
}

/** Node declares it as an Error, but it is usually a string. */
const codeOf = (problem: unknown): string => String((Object(problem) as { code?: unknown }).code ?? problem)
