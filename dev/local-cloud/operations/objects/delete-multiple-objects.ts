import { permit } from '../../auth/policy/permit'
import type { Exchange } from '../../cloud/cloud'
import type { CloudAnswer } from '../../http/exchange'
import { childrenOf, childText, type XmlElement } from '../../http/parse-xml'
import { type XmlContent, xmlDocument } from '../../http/write-xml'
import { emptyAnswer, xmlAnswer } from '../../oss/answer'
import { deleteVersion, deletionNeed } from '../../versions/delete-version'
import { checkVersionId, type Wanted } from '../../versions/find-version'
import { idOf, type ObjectVersion, objectOf } from '../../versions/version'
import { encodedKey, urlEncoding } from '../list/encoding-type'
import { malformedXml, readXml } from '../read-body'
import { checkKey } from './object-settings'

const MAX_BYTES = 2 * 1024 * 1024
const MAX_KEYS = 1000

/** https://help.aliyun.com/en/oss/developer-reference/deletemultipleobjects. If one key is not allowed, none is deleted. */
export async function deleteMultipleObjects(exchange: Exchange): Promise<CloudAnswer> {
  const { wanted, isQuiet } = parseDelete(await readXml(exchange, MAX_BYTES))
  for (const one of wanted) {
    checkKey(one.key)
    permit(exchange, { ...deletionNeed(exchange, one), ec: '0003-00000204' })
  }
  const { encode, element } = urlEncoding(exchange)
  const Deleted: XmlContent[] = []
  const { bucket, now } = exchange
  for (const one of wanted) Deleted.push(deletedElement(one, await deleteVersion(bucket, one, now), encode))
  return isQuiet ? emptyAnswer() : xmlAnswer(xmlDocument('DeleteResult', { ...element, Deleted }))
}

/** A marker is named if it was added, and also if it was removed. */
function deletedElement({ key, versionId }: Wanted, deleted: ObjectVersion | undefined, encode: boolean): XmlContent {
  const isMarker = deleted !== undefined && objectOf(deleted) === undefined
  return {
    Key: encodedKey(encode, key),
    ...(versionId !== undefined && { VersionId: versionId }),
    ...(isMarker && { DeleteMarker: 'true', DeleteMarkerVersionId: idOf(deleted) }),
  }
}

function parseDelete(document: XmlElement | undefined): { wanted: Wanted[]; isQuiet: boolean } {
  if (document?.name !== 'Delete') throw malformedXml()
  const wanted = childrenOf(document, 'Object').map(parseObject)
  if (wanted.length === 0 || wanted.length > MAX_KEYS) throw malformedXml()
  return { wanted, isQuiet: childText(document, 'Quiet') === 'true' }
}

function parseObject(object: XmlElement): Wanted {
  const versionId = childText(object, 'VersionId')
  return {
    // Not `childText`, which trims: a key may begin or end with a space.
    key: childrenOf(object, 'Key')[0]?.text ?? '',
    // https://help.aliyun.com/zh/oss/user-guide/0016-00000612
    versionId: versionId === undefined ? undefined : checkVersionId(versionId, '0016-00000612'),
  }
}
