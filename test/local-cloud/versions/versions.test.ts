import type { Credentials } from '../../../dev/local-cloud/auth/key-ring'
import { type Answer, BUCKET, chunks, type TestCloud, useTestCloud, xmlText } from '../rig/in-process'
import { pinnedForm, post } from '../rig/post-form'
import { type SignedRequest, signHeader } from '../rig/sign'

let test: TestCloud
let root: Credentials
useTestCloud((opened) => {
  test = opened
  root = { ...test.cloud.ring.pairs.root, securityToken: '' }
})

const send = (request: SignedRequest, body = '') => test.oss({ ...signHeader(root, request), body: chunks(body) })
const put = (body: string, key = 'a', headers = {}) => send({ method: 'PUT', key, headers }, body)
const get = (versionId?: string, key = 'a') => send({ key, query: versionId === undefined ? {} : { versionId } })
const remove = (versionId?: string, key = 'a') =>
  send({ method: 'DELETE', key, query: versionId === undefined ? {} : { versionId } })
const versioning = (status: string) => {
  const body = `<VersioningConfiguration><Status>${status}</Status></VersioningConfiguration>`
  return send({ method: 'PUT', key: '', query: { versioning: '' } }, body)
}
const idIn = ({ headers }: Answer): string | undefined => headers['x-oss-version-id']

/** What `?versions` shows: `<key> <id>`, with `*` for the latest, and `-` for a delete marker. */
async function listed(query: Record<string, string> = {}): Promise<string[]> {
  const { text } = await send({ key: '', query: { versions: '', ...query } })
  const elements = [...text.matchAll(/<(Version|DeleteMarker)>(.*?)<\/\1>/gs)]
  return elements.map(([, name, element = '']) => {
    const latest = xmlText(element, 'IsLatest') === 'true' ? '*' : ''
    return `${xmlText(element, 'Key')} ${xmlText(element, 'VersionId')}${latest}${name === 'Version' ? '' : '-'}`
  })
}

describe('A bucket without versioning', () => {
  it('has no version ids in its answers, and every object is the version null', async () => {
    expect(await put('one')).not.toHaveProperty(['headers', 'x-oss-version-id'])
    expect(await get()).not.toHaveProperty(['headers', 'x-oss-version-id'])
    expect(await get('null')).toMatchObject({ status: 200, text: 'one' })
    expect(await listed()).toEqual(['a null*'])
    const deleted = await remove()
    expect(deleted).toMatchObject({ status: 204 })
    expect(deleted.headers).not.toHaveProperty('x-oss-delete-marker')
    expect(await listed()).toEqual([])
    expect(await test.files()).toBe(0)
  })
})

describe('A bucket with versioning', () => {
  beforeEach(async () => {
    await put('before')
    await versioning('Enabled')
  })

  it('keeps every version, with the object from before versioning as null', async () => {
    const [one, two] = [idIn(await put('one')), idIn(await put('two'))]
    expect(one).toMatch(/^[\w.-]{20,}$/)
    expect(one).not.toBe(two)
    expect((await get()).text).toBe('two')
    expect((await get(one)).text).toBe('one')
    expect((await get('null')).text).toBe('before')
    expect([idIn(await get()), idIn(await get(one)), idIn(await get('null'))]).toEqual([two, one, 'null'])
    expect(idIn(await send({ method: 'HEAD', key: 'a', query: { versionId: one ?? '' } }))).toBe(one)
    const meta = await send({ method: 'HEAD', key: 'a', query: { objectMeta: '', versionId: one ?? '' } })
    expect([idIn(meta), meta.headers['content-length']]).toEqual([one, '3'])
    expect(await listed()).toEqual([`a ${two}*`, `a ${one}`, 'a null'])
    expect((await send({ key: '' })).text.match(/<Key>/g)).toHaveLength(1)
  })

  it('answers the new id to forms, copies, symlinks, appends and completed uploads', async () => {
    const form = await test.oss(post(pinnedForm(test.session(), { key: 'form' })))
    const copy = await put('', 'copy', { 'x-oss-copy-source': `/${BUCKET}/a` })
    const link = await send({
      method: 'PUT',
      key: 'link',
      query: { symlink: '' },
      headers: { 'x-oss-symlink-target': 'a' },
    })
    const appended = await append('log', 0, 'x')
    const { text } = await send({ method: 'POST', key: 'parts', query: { uploads: '' } })
    const query = { uploadId: xmlText(text, 'UploadId') }
    const completed = await send({ method: 'POST', key: 'parts', query }, '<CompleteMultipartUpload/>')
    const ids = { form, copy, link, log: appended, parts: completed }
    const all = await listed()
    for (const [key, answer] of Object.entries(ids)) expect(all).toContain(`${key} ${idIn(answer)}*`)
    expect(copy.headers['x-oss-copy-source-version-id']).toBe('null')
  })

  it('keeps all of many uploads, deletions and removals of one key at the same time', async () => {
    const stored = await Promise.all(Array.from({ length: 20 }, (_, index) => put(`body ${index}`)))
    const ids = stored.map((answer) => idIn(answer) ?? '')
    expect(new Set(ids).size).toBe(20)
    // The ids of one key grow, although the clock stands still.
    expect(await listed()).toEqual(
      [...[...ids].sort().reverse(), 'null'].map((id, index) => `a ${id}${index ? '' : '*'}`),
    )
    await Promise.all([...ids.slice(0, 10).map((id) => remove(id)), remove(), remove(), put('last')])
    expect((await listed()).length).toBe(10 + 1 + 2 + 1)
    for (const [index, id] of ids.entries()) expect((await get(id)).status).toBe(index < 10 ? 404 : 200)
    expect(await test.files()).toBe(10 + 1 + 1)
  })

  it('reads the current version of the target of a symlink', async () => {
    await send({ method: 'PUT', key: 'link', query: { symlink: '' }, headers: { 'x-oss-symlink-target': 'a' } })
    await put('two')
    expect((await get(undefined, 'link')).text).toBe('two')
    await remove()
    expect(await get(undefined, 'link')).toMatchObject({ status: 404, code: 'SymlinkTargetNotExist' })
  })

  it('deletes by a marker, which can be removed again', async () => {
    const one = idIn(await put('one'))
    const deleted = await remove()
    const marker = idIn(deleted)
    expect(deleted).toMatchObject({ status: 204, headers: { 'x-oss-delete-marker': 'true' } })
    for (const method of ['GET', 'HEAD']) {
      const answer = await send({ method, key: 'a' })
      expect(answer).toMatchObject({ status: 404, code: 'NoSuchKey', headers: { 'x-oss-delete-marker': 'true' } })
      expect(idIn(answer)).toBe(marker)
      const named = await send({ method, key: 'a', query: { versionId: marker ?? '' } })
      expect(named).toMatchObject({
        status: 405,
        code: 'MethodNotAllowed',
        headers: { 'x-oss-delete-marker': 'true', allow: 'DELETE' },
      })
    }
    expect((await send({ key: '' })).text).not.toContain('<Key>')
    expect((await get(one)).text).toBe('one')
    expect((await listed()).sort()).toEqual([`a ${marker}*-`, `a ${one}`, 'a null'].sort())
    const removed = await remove(marker)
    expect(removed).toMatchObject({ status: 204, headers: { 'x-oss-delete-marker': 'true' } })
    expect(idIn(removed)).toBe(marker)
    expect((await get()).text).toBe('one')
  })

  it('removes a named version for good, with its bytes', async () => {
    const one = idIn(await put('one'))
    await put('two')
    expect(await test.files()).toBe(3)
    const removed = await remove(one)
    expect(idIn(removed)).toBe(one)
    expect(removed.headers).not.toHaveProperty('x-oss-delete-marker')
    expect(await get(one)).toMatchObject({ status: 404, code: 'NoSuchVersion' })
    expect(await test.files()).toBe(2)
    expect((await remove(one)).status).toBe(204)
    await remove(idIn(await get()))
    expect(await get()).toMatchObject({ text: 'before' })
  })

  it('copies a named version, and so makes an old one current again', async () => {
    const one = idIn(await put('one'))
    const two = idIn(await put('two'))
    const copy = await put('', 'a', { 'x-oss-copy-source': `/${BUCKET}/a?versionId=${one}` })
    expect(copy).toMatchObject({ status: 200, headers: { 'x-oss-copy-source-version-id': one } })
    expect((await get()).text).toBe('one')
    expect(await listed()).toEqual([`a ${idIn(copy)}*`, `a ${two}`, `a ${one}`, 'a null'])
  })

  it('appends to the current version, without another version', async () => {
    await remove(undefined, 'log')
    const first = idIn(await append('log', 0, 'ab'))
    expect(idIn(await append('log', 2, 'cd'))).toBe(first)
    expect((await get(first, 'log')).text).toBe('abcd')
    expect((await listed({ prefix: 'log' })).length).toBe(2)
    await put('whole', 'log')
    expect(await append('log', 4, 'x')).toMatchObject({ status: 409, code: 'ObjectNotAppendable' })
    expect((await get(first, 'log')).text).toBe('abcd')
  })

  it('has tags and an ACL for each version', async () => {
    const one = idIn(await put('one')) ?? ''
    await put('two')
    const tags = '<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>'
    const tagged = await send({ method: 'PUT', key: 'a', query: { tagging: '', versionId: one } }, tags)
    expect(idIn(tagged)).toBe(one)
    expect((await send({ key: 'a', query: { tagging: '', versionId: one } })).text).toContain('<Value>v</Value>')
    expect((await send({ key: 'a', query: { tagging: '' } })).text).not.toContain('<Value>')
    const headers = { 'x-oss-object-acl': 'public-read' }
    expect((await send({ method: 'PUT', key: 'a', query: { acl: '', versionId: one }, headers })).status).toBe(200)
    expect((await test.oss({ target: `/a?versionId=${one}` })).text).toBe('one')
    expect((await test.oss({ target: '/a' })).status).toBe(403)
    await send({ method: 'DELETE', key: 'a', query: { tagging: '', versionId: one } })
    expect((await get(one)).headers).not.toHaveProperty('x-oss-tagging-count')
  })

  it('needs other rights for named versions', async () => {
    const one = idIn(await put('one')) ?? ''
    const allowed = (...Action: string[]) =>
      test.session({ Version: '1', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] })
    const as = (session: Credentials, request: SignedRequest) => test.oss(signHeader(session, request))
    const read = { key: 'a', query: { versionId: one } }
    const unlink = { ...read, method: 'DELETE' }
    expect((await as(allowed('oss:GetObject'), { key: 'a' })).status).toBe(200)
    expect((await as(allowed('oss:GetObject'), read)).status).toBe(403)
    expect((await as(allowed('oss:GetObject', 'oss:GetObjectVersion'), read)).status).toBe(200)
    expect((await as(allowed('oss:DeleteObject'), unlink)).status).toBe(403)
    expect((await as(allowed('oss:ListObjects'), { key: '', query: { versions: '' } })).status).toBe(403)
    expect((await as(allowed('oss:DeleteObjectVersion'), unlink)).status).toBe(204)
  })

  it('deletes many, by name or by version', async () => {
    const one = idIn(await put('one'))
    const marker = idIn(await remove(undefined, 'b'))
    const named = (key: string, id = '') => `<Object><Key>${key}</Key>${id && `<VersionId>${id}</VersionId>`}</Object>`
    const body = `<Delete>${named('a')}${named('a', one)}${named('b', marker)}</Delete>`
    const { text } = await send({ method: 'POST', key: '', query: { delete: '' } }, body)
    const [added, version, removed] = [...text.matchAll(/<Deleted>(.*?)<\/Deleted>/gs)].map(([, inner = '']) => inner)
    const fields = (xml = '') =>
      ['VersionId', 'DeleteMarker', 'DeleteMarkerVersionId'].map((name) => xmlText(xml, name))
    const [, , newMarker] = fields(added)
    expect(fields(added)).toEqual(['', 'true', newMarker])
    expect(fields(version)).toEqual([one, '', ''])
    expect(fields(removed)).toEqual([marker, 'true', marker])
    expect((await listed()).sort()).toEqual([`a ${newMarker}*-`, 'a null'].sort())
  })

  it('cannot be deleted while it has versions, which the statistics count', async () => {
    await remove()
    const stat = (await send({ key: '', query: { stat: '' } })).text
    const counts = ['Storage', 'ObjectCount', 'DeleteMarkerCount'].map((name) => xmlText(stat, name))
    expect(counts).toEqual(['6', '1', '1'])
    expect(await send({ method: 'DELETE', key: '' })).toMatchObject({ status: 409, code: 'BucketNotEmpty' })
  })
})

describe('A bucket with suspended versioning', () => {
  it('has one version null, which uploads and deletions replace', async () => {
    await versioning('Enabled')
    const kept = idIn(await put('kept'))
    await versioning('Suspended')
    expect(idIn(await put('one'))).toBe('null')
    expect(idIn(await put('two'))).toBe('null')
    expect((await get('null')).text).toBe('two')
    expect(await listed()).toEqual(['a null*', `a ${kept}`])
    expect(await test.files()).toBe(2)
    const deleted = await remove()
    expect(deleted.headers).toMatchObject({ 'x-oss-version-id': 'null', 'x-oss-delete-marker': 'true' })
    expect((await listed()).sort()).toEqual(['a null*-', `a ${kept}`].sort())
    expect(await test.files()).toBe(1)
    await remove('null')
    expect((await get()).text).toBe('kept')
  })
})

function append(key: string, position: number, body: string): Promise<Answer> {
  const headers = { 'content-length': `${body.length}` }
  return send({ method: 'POST', key, query: { append: '', position: `${position}` }, headers }, body)
}
