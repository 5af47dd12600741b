import type { Exchange } from '../cloud'
import { percentEncode } from '../exchange'

/** Where an object that was just made can be found. */
export const locationOf = ({ request }: Exchange, key: string): string =>
  `http://${request.headers.host ?? ''}/${percentEncode(key).replace(/%2F/g, '/')}`
