import { permit } from '../../auth/policy/permit'
import type { Exchange } from '../../cloud/cloud'
import type { CloudAnswer } from '../../http/exchange'
import { childrenOf, childText, type XmlElement } from '../../http/parse-xml'
import { xmlDocument } from '../../http/write-xml'
import { emptyAnswer, xmlAnswer } from '../../oss/answer'
import { notImplemented } from '../../oss/errors'
import { encodedKey, urlEncoding } from '../list/encoding-type'
import { malformedXml, readXml } from '../read-body'
import { checkKey } from './object-settings'

const MAX_BYTES = 2 * 1024 * 1024
const MAX_KEYS = 1000

/** https://help.aliyun.com/en/oss/developer-reference/deletemultipleobjects. If one key is not allowed, none is deleted. */
export async function deleteMultipleObjects(exchange: Exchange): Promise<CloudAnswer> {
  const { bucket } = exchange
  const { keys, isQuiet } = parseDelete(await readXml(exchange, MAX_BYTES))
  for (const key of keys) {
    checkKey(key)
    const record = await bucket.store.find(key)
    permit(exchange, { action: 'oss:DeleteObject', key, access: 'write', record, ec: '0003-00000204' })
  }
  for (const key of keys) await bucket.store.remove(key)
  if (isQuiet) return emptyAnswer()
  const { encode, element } = urlEncoding(exchange)
  const Deleted = keys.map((key) => ({ Key: encodedKey(encode, key) }))
  return xmlAnswer(xmlDocument('DeleteResult', { ...element, Deleted }))
}

function parseDelete(document: XmlElement | undefined): { keys: string[]; isQuiet: boolean } {
  if (document?.name !== 'Delete') throw malformedXml()
  // Not `childText`, which trims: a key may begin or end with a space.
  const objects = childrenOf(document, 'Object')
  if (objects.some((object) => childrenOf(object, 'VersionId').length > 0)) {
    throw notImplemented('DeleteMultipleObjects with a VersionId')
  }
  const keys = objects.map((object) => childrenOf(object, 'Key')[0]?.text ?? '')
  if (keys.length === 0 || keys.length > MAX_KEYS) throw malformedXml()
  return { keys, isQuiet: childText(document, 'Quiet') === 'true' }
}
