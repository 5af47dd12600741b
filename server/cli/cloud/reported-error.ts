/**
 * Who reports an error. `ec`: OSS by its fine-grained codes. `wx`: the mini-program's API. `wechat`: WeChat's server.
 * `network`: the system below a program, on any machine. `browser`: a web page. `sdk`: a library before it sends
 * anything. `http`: a server that only gives a status, such as a proxy.
 */
export type Family = 'oss' | 'ec' | 'sts' | 'wx' | 'wechat' | 'network' | 'browser' | 'sdk' | 'http'

/** An error as OSS, STS, WeChat, the network or the library reported it, as far as it could be read. */
export interface ReportedError {
  /** `library`: a code of the contract, from the mini-program or the backend's log. */
  family: Family | 'library'
  /** '' when there is only a sentence. */
  code: string
  /** OSS's fine-grained code; '' without one. */
  ec: string
  message: string
  /** HTTP status; 0 when it is not known. */
  status: number
  requestId: string
  /** Elements that OSS adds for this code: `ProposedSize`, `Endpoint`, `StringToSign`, … */
  details: Readonly<Record<string, string>>
  /** Another storage service whose error this is, by its key in the table of vendors. */
  vendor?: string
}

export const reportedError = (
  family: ReportedError['family'],
  parts: Partial<Omit<ReportedError, 'family'>>,
): ReportedError => ({
  code: '',
  ec: '',
  message: '',
  status: 0,
  requestId: '',
  details: {},
  ...parts,
  family,
})
