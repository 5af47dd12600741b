import type { Exchange } from '../cloud/cloud'
import { percentEncode } from '../http/exchange'

/** Where an object that was just made can be found. */
export const locationOf = ({ request }: Exchange, key: string): string =>
  `http://${request.headers.host ?? ''}/${percentEncode(key).replace(/%2F/g, '/')}`
