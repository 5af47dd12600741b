import type { UploaderItem } from '../../components/oss-uploader/item'

export interface StoredAddress {
  uid: string
  name: string
  url: string
}

/** The addresses of the stored files, with names to tell them apart. */
export const addressesOf = (items: readonly UploaderItem[]): StoredAddress[] =>
  items
    .filter(({ status, url }) => status === 'done' && url)
    .map(({ uid, url = '', name }) => ({ uid, url, name: name || lastSegment(url) }))

const lastSegment = (url: string): string => /([^/?#]+)(?:[?#]|$)/.exec(url)?.[1] ?? url
