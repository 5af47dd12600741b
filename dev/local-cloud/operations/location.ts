import type { Exchange } from '../cloud/cloud'
import { percentEncode } from '../http/exchange'

/** The URL of a new object. */
export const locationOf = ({ request }: Exchange, key: string): string =>
  `http://${request.headers.host ?? ''}/${percentEncode(key).replace(/%2F/g, '/')}`
