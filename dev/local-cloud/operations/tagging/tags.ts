import { childrenOf, type XmlElement } from '../../http/parse-xml'
import { xmlDocument } from '../../http/write-xml'
import { type OssError, ossError } from '../../oss/errors'
import { malformedXml } from '../read-body'

/** Key → value: https://help.aliyun.com/zh/oss/user-guide/object-tagging */
export type Tags = Record<string, string>

const MAX_TAGS = 10
const MAX_KEY_LENGTH = 128
const MAX_VALUE_LENGTH = 256
const ALLOWED = /^[a-zA-Z0-9 +\-=._:/]*$/

/** `x-oss-tagging`: `a=1&b`, both parts percent-encoded. Empty for a missing header. @throws OssError `InvalidTag` */
export function parseTagHeader(header = ''): Tags {
  const pairs = header.split('&').filter((pair) => pair !== '')
  return checkedTags(
    pairs.map((pair) => {
      const [key = '', value = '', ...rest] = pair.split('=')
      if (rest.length > 0) throw invalidTag('A tag is neither key nor key=value.')
      return [decode(key), decode(value)]
    }),
  )
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', '%20'))
  } catch {
    throw invalidTag('A tag is not UTF-8.')
  }
}

/** The document of PutObjectTagging. @throws OssError */
export function parseTagXml(document: XmlElement | undefined): Tags {
  const [set] = document?.name === 'Tagging' ? childrenOf(document, 'TagSet') : []
  if (!set) throw malformedXml()
  return checkedTags(childrenOf(set, 'Tag').map((tag) => [textOf(tag, 'Key'), textOf(tag, 'Value')]))
}

/** Untrimmed, because a tag may begin or end with a space. */
const textOf = (tag: XmlElement, name: string): string => childrenOf(tag, name)[0]?.text ?? ''

function checkedTags(pairs: [string, string][]): Tags {
  if (pairs.length > MAX_TAGS) throw invalidTag(`An object has at most ${MAX_TAGS} tags.`)
  for (const [key, value] of pairs) {
    const isValid =
      key !== '' && key.length <= MAX_KEY_LENGTH && value.length <= MAX_VALUE_LENGTH && ALLOWED.test(key + value)
    if (!isValid) throw invalidTag('The key or the value of a tag is invalid.')
  }
  const tags = new Map(pairs)
  if (tags.size < pairs.length) throw invalidTag('Two tags have the same key.')
  return Object.fromEntries(tags)
}

const invalidTag = (message: string): OssError => ossError('InvalidTag', message, { ec: '0010-00000219' })

export const tagsXml = (tags: Tags): Buffer =>
  xmlDocument('Tagging', { TagSet: { Tag: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) } })
