import { matchesWildcards } from '../auth/policy/wildcards'
import { type CloudAnswer, EMPTY } from '../http/exchange'
import { ossError } from '../oss/errors'
import type { CorsConfiguration, CorsRule } from './configuration'

export interface Preflight {
  answer: CloudAnswer
  /** The rule that allowed it, as a text for people. */
  rule: string
}

/**
 * The answer to OPTIONS: the first rule applies whose origin, method and headers all match.
 * https://help.aliyun.com/en/oss/developer-reference/options
 */
export function preflight(cors: CorsConfiguration | null, headers: Record<string, string>): Preflight {
  if (!cors) throw ossError('AccessForbidden', 'CORSResponse: CORS is not enabled for this bucket.')
  const { origin, 'access-control-request-method': method } = headers
  const wanted = headers['access-control-request-headers'] ?? ''
  const names = wanted.split(',').map((name) => name.trim().toLowerCase())
  const rule = origin && method ? findRule(cors, origin, method, wanted === '' ? [] : names) : undefined
  if (!rule || origin === undefined || method === undefined) {
    const message =
      'CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource CORS spec.'
    throw ossError('AccessForbidden', message)
  }
  const answer = ruleHeaders(rule, origin)
  if (wanted !== '') Object.assign(answer, { 'Access-Control-Allow-Headers': wanted })
  return { answer: { status: 200, headers: answer, body: EMPTY }, rule: `CORS rule ${cors.rules.indexOf(rule) + 1}` }
}

/** The CORS headers of any other answer. A request that matches no rule is served too: the browser hides the answer. */
export function corsHeaders(
  cors: CorsConfiguration | null,
  method: string,
  origin: string | undefined,
): Record<string, string> {
  const rule = cors && origin !== undefined ? findRule(cors, origin, method, []) : undefined
  return {
    ...(rule && origin !== undefined ? ruleHeaders(rule, origin) : {}),
    ...(cors?.responseVary && { Vary: 'Origin' }),
  }
}

function findRule(cors: CorsConfiguration, origin: string, method: string, names: string[]): CorsRule | undefined {
  return cors.rules.find(
    (rule) =>
      rule.allowedOrigins.some((pattern) => fits(pattern, origin)) &&
      rule.allowedMethods.includes(method) &&
      names.every((name) => rule.allowedHeaders.some((pattern) => fits(pattern, name))),
  )
}

/** Matches at most one `*`; a question mark has no special meaning. */
const fits = (pattern: string, text: string): boolean =>
  pattern === text || (pattern.includes('*') && !pattern.includes('?') && matchesWildcards(pattern, text))

function ruleHeaders(rule: CorsRule, origin: string): Record<string, string> {
  return {
    'Access-Control-Allow-Origin': rule.allowedOrigins.includes('*') ? '*' : origin,
    'Access-Control-Allow-Methods': rule.allowedMethods.join(', '),
    ...(rule.exposeHeaders.length > 0 && { 'Access-Control-Expose-Headers': rule.exposeHeaders.join(', ') }),
    ...(rule.maxAgeSeconds !== undefined && { 'Access-Control-Max-Age': `${rule.maxAgeSeconds}` }),
  }
}
