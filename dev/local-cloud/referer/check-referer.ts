import { matchesWildcards } from '../auth/policy/wildcards'
import type { Exchange } from '../cloud/cloud'
import { ossError } from '../oss/errors'
import type { RefererConfiguration } from './configuration'

/**
 * Hotlink protection concerns requests that anybody can send: anonymous ones and signed URLs. Those with an
 * Authorization header are not checked. https://help.aliyun.com/zh/oss/user-guide/hotlink-protection
 * @throws OssError `AccessDenied`
 */
export function checkReferer({ bucket, request, via }: Pick<Exchange, 'bucket' | 'request' | 'via'>): void {
  if (via === 'header') return
  const ec = refusal(bucket.settings.referer, request.headers.referer ?? '')
  if (ec === undefined) return
  const message = 'You are denied by bucket referer policy.'
  throw ossError('AccessDenied', message, { ec, rule: 'hotlink protection', details: { BucketName: bucket.name } })
}

/** The EC of the refusal; undefined if the Referer is allowed. The documentation gives the order of the checks. */
export function refusal(configuration: RefererConfiguration, referer: string): string | undefined {
  const { allowEmpty, allowed, refused } = configuration
  if (referer === '') return allowEmpty || allowed.length === 0 ? undefined : '0003-00000501'
  const text = truncate(configuration, referer)
  if (refused.some((pattern) => fits(pattern, text))) return '0003-00000502'
  return allowed.length === 0 || allowed.some((pattern) => fits(pattern, text)) ? undefined : '0003-00000503'
}

function truncate({ truncateQuery, truncatePath }: RefererConfiguration, referer: string): string {
  if (truncatePath) return /^([a-z][a-z0-9+.-]*:\/\/)?[^/?#]*/i.exec(referer)?.[0] ?? ''
  return truncateQuery ? (referer.split('?')[0] ?? '') : referer
}

/** A pattern names the beginning: `*servicewechat.com` allows the pages below that host. */
const fits = (pattern: string, text: string): boolean => matchesWildcards(`${pattern}*`, text)
