/** The RAM condition key that a request on an object carries. */
export function aclContext(named: ReadonlyMap<string, string>): Record<string, string> {
  const acl = named.get('x-oss-object-acl')
  return acl === undefined ? {} : { 'oss:x-oss-object-acl': acl }
}
