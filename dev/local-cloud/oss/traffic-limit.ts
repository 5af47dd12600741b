import type { CloudRequest, Query } from '../http/exchange'
import { type OssError, ossError } from './errors'

/** Bits a second: https://help.aliyun.com/zh/oss/user-guide/single-connection-bandwidth-throttling-4 */
const MIN = 819_200
const MAX = 838_860_800

export const TRAFFIC_LIMIT = 'x-oss-traffic-limit'

/** The limit of header or query in bytes a second; undefined for none. @throws OssError `InvalidArgument` */
export function trafficLimit({ headers }: Pick<CloudRequest, 'headers'>, query: Query): number | undefined {
  const [inHeader, inQuery] = [headers[TRAFFIC_LIMIT], query.get(TRAFFIC_LIMIT)]
  if (inHeader !== undefined && inQuery !== undefined) throw badLimit(inHeader, '0004-00000501')
  return parseTrafficLimit(inHeader ?? inQuery)
}

export function parseTrafficLimit(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const bits = /^\d{1,9}$/.test(text) ? Number(text) : 0
  if (bits < MIN || bits > MAX) throw badLimit(text, '0004-00000502')
  return bits / 8
}

function badLimit(value: string, ec: string): OssError {
  const details = { ArgumentName: TRAFFIC_LIMIT, ArgumentValue: value }
  return ossError('InvalidArgument', `The value of ${TRAFFIC_LIMIT} is invalid.`, { ec, details })
}
