import { permit } from '../../auth/policy/permit'
import type { Exchange } from '../../cloud/cloud'
import type { CloudAnswer } from '../../http/exchange'
import { emptyAnswer, xmlAnswer } from '../../oss/answer'
import { ossError } from '../../oss/errors'
import { actionOn, findVersion, notFound, versionHeader, wantedOf } from '../../versions/find-version'
import { objectOf } from '../../versions/version'
import { parseAcl } from '../objects/object-settings'
import { aclXml } from './acl-xml'
import { aclContext, checkPublicAcl } from './check-acl'

/** https://help.aliyun.com/en/oss/developer-reference/putobjectacl */
export async function putObjectAcl(exchange: Exchange): Promise<CloudAnswer> {
  const { bucket, key, request } = exchange
  const wanted = wantedOf(exchange)
  const context = aclContext(new Map(Object.entries(request.headers)))
  permit(exchange, { action: actionOn(wanted, 'Put', 'Acl'), key, context, ec: '0003-00000008' })
  const header = request.headers['x-oss-object-acl']
  if (!header) {
    const details = { ArgumentName: 'x-oss-object-acl', ArgumentValue: '' }
    throw ossError('InvalidArgument', 'no such object access control exists.', { ec: '0017-00000105', details })
  }
  const acl = parseAcl(header)
  checkPublicAcl(exchange, acl, 'object')
  const amended = await bucket.store.amend(key, { acl }, wanted.versionId)
  if (!amended) throw notFound(bucket, wanted)
  return emptyAnswer(200, versionHeader(bucket, amended))
}

export async function getObjectAcl(exchange: Exchange): Promise<CloudAnswer> {
  const { bucket, key } = exchange
  const wanted = wantedOf(exchange)
  permit(exchange, { action: actionOn(wanted, 'Get', 'Acl'), key })
  const record = objectOf(findVersion(bucket, wanted))
  if (!record) throw notFound(bucket, wanted)
  return xmlAnswer(aclXml(record.acl), versionHeader(bucket, record))
}
