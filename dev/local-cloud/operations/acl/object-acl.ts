import { permit } from '../../auth/policy/permit'
import type { Exchange } from '../../cloud/cloud'
import type { CloudAnswer } from '../../http/exchange'
import { emptyAnswer, xmlAnswer } from '../../oss/answer'
import { ossError } from '../../oss/errors'
import { parseAcl } from '../objects/object-settings'
import { noSuchKey } from '../read/find-readable'
import { aclXml } from './acl-xml'
import { aclContext, checkPublicAcl } from './check-acl'

/** https://help.aliyun.com/en/oss/developer-reference/putobjectacl */
export async function putObjectAcl(exchange: Exchange): Promise<CloudAnswer> {
  const { bucket, key, request } = exchange
  const context = aclContext(new Map(Object.entries(request.headers)))
  permit(exchange, { action: 'oss:PutObjectAcl', key, context, ec: '0003-00000008' })
  const wanted = request.headers['x-oss-object-acl']
  if (!wanted) {
    const details = { ArgumentName: 'x-oss-object-acl', ArgumentValue: '' }
    throw ossError('InvalidArgument', 'no such object access control exists.', { ec: '0017-00000105', details })
  }
  const acl = parseAcl(wanted)
  checkPublicAcl(exchange, acl, 'object')
  if (!(await bucket.store.amend(key, { acl }))) throw noSuchKey(key)
  return emptyAnswer()
}

export async function getObjectAcl(exchange: Exchange): Promise<CloudAnswer> {
  const { bucket, key } = exchange
  permit(exchange, { action: 'oss:GetObjectAcl', key })
  const record = await bucket.store.find(key)
  if (!record) throw noSuchKey(key)
  return xmlAnswer(aclXml(record.acl))
}
