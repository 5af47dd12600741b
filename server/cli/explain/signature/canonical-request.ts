/** The parts of a V4 canonical request. */
export interface CanonicalParts {
  method: string
  uri: string
  /** `name=value`, or the bare name. */
  query: string[]
  /** `name:value`. */
  headers: string[]
  additional: string
  payload: string
}

/** https://help.aliyun.com/en/oss/developer-reference/recommend-to-use-signature-version-4 */
export function parseCanonicalRequest(text: string): CanonicalParts {
  const [method = '', uri = '', query = '', ...rest] = text.split('\n')
  return {
    method,
    uri,
    query: query.split('&').filter(Boolean),
    headers: rest.slice(0, -2).filter(Boolean),
    additional: rest.at(-2) ?? '',
    payload: rest.at(-1) ?? '',
  }
}
