import { BUCKET } from '../rig/in-process'
import type { ErrorClient, Rows } from './error-client'

/** Switches versioning on, and makes an object `a` whose current version is a delete marker. Returns its id. */
async function deleted({ put, send, session, test }: ErrorClient): Promise<string> {
  await test.bucket.change({ versioning: 'Enabled' })
  await put()
  const { headers } = await send({ method: 'DELETE', key: 'a' }, '', session)
  return headers['x-oss-version-id'] ?? ''
}

const copy = ({ put }: ErrorClient, query: string) => put({ 'x-oss-copy-source': `/${BUCKET}/a${query}` }, 'b', '')

const deleteMulti = ({ send }: ErrorClient, versionId: string) => {
  const body = `<Delete><Object><Key>a</Key><VersionId>${versionId}</VersionId></Object></Delete>`
  return send({ method: 'POST', key: '', query: { delete: '' } }, body)
}

/** Errors of versions and delete markers. */
export const VERSION_ROWS: Rows = {
  '404 NoSuchVersion 0026-00000001: a version that is not there': async (client) => {
    await deleted(client)
    return client.send({ key: 'a', query: { versionId: 'CAEQ1' } }, '')
  },
  '404 NoSuchKey 0026-00000001: an object whose current version is a delete marker': async (client) => {
    await deleted(client)
    return client.send({ key: 'a' }, '')
  },
  '405 MethodNotAllowed 0017-00000002: a delete marker by its id': async (client) =>
    client.send({ key: 'a', query: { versionId: await deleted(client) } }, ''),
  '405 MethodNotAllowed 0017-00000002: the ACL of a delete marker': async (client) =>
    client.send({ key: 'a', query: { acl: '', versionId: await deleted(client) } }, ''),
  '400 InvalidArgument 0012-00000201: an empty version id': ({ send }) =>
    send({ key: 'a', query: { versionId: '' } }, ''),
  '400 InvalidArgument 0012-00000202: a version id with other characters': ({ send }) =>
    send({ key: 'a', query: { versionId: '%%%' } }, ''),
  '400 InvalidArgument 0016-00000304: a copy source with another parameter': (client) => copy(client, '?unknown=1'),
  '400 InvalidArgument 0016-00000305: a copy source with an empty version id': (client) => copy(client, '?versionId='),
  '404 NoSuchVersion 0012-00000203: a copy of a version that is not there': async (client) => {
    await client.put()
    return copy(client, '?versionId=CAEQ1')
  },
  '404 NoSuchKey 0016-00000307: a copy of a delete marker by its id': async (client) =>
    copy(client, `?versionId=${await deleted(client)}`),
  '404 NoSuchKey 0026-00000001: a copy of an object that is a delete marker now': async (client) => {
    await deleted(client)
    return copy(client, '')
  },
  '400 InvalidArgument 0016-00000504: an append to a version': ({ send }) =>
    send({ method: 'POST', key: 'a', query: { append: '', position: '0', versionId: 'null' } }),
  '400 InvalidArgument 0016-00000612: a deletion of many with an empty version id': (client) => deleteMulti(client, ''),
  '400 InvalidArgument 0012-00000202: a deletion of many with a wrong version id': (client) => deleteMulti(client, '/'),
  '400 InvalidArgument -: a list that continues behind a version of no key': ({ send, test }) => {
    const { root } = test.cloud.ring.pairs
    const query = { versions: '', 'version-id-marker': 'CAEQ1' }
    return send({ key: '', query }, '', { ...test.session(), ...root, securityToken: '' })
  },
}
