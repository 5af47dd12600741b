import { xmlDocument } from '../../http/write-xml'

/** The account that owns all buckets and objects. */
export const OWNER = { ID: '1234567890123456', DisplayName: '1234567890123456' }

export const aclXml = (acl: string): Buffer =>
  xmlDocument('AccessControlPolicy', { Owner: OWNER, AccessControlList: { Grant: acl } })
