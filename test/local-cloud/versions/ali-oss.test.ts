import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LocalCloud } from '../../../dev/local-cloud'
import { type Client, ossClient, SETUPS } from '../rig/ali-oss-clients'
import { type Running, startTestCloud } from '../rig/test-cloud'

interface Versioned {
  name: string
  versionId: string
  isLatest?: boolean
}

/** Methods that the types lack. */
interface Versions {
  putBucketVersioning(name: string, status: string): Promise<unknown>
  getBucketVersions(query: object): Promise<{
    objects: Versioned[]
    deleteMarker: Versioned[]
    prefixes: string[] | null
    isTruncated: boolean
    nextKeyMarker: string | null
    nextVersionIdMarker: string | null
  }>
  get(name: string, options: object): Promise<{ content: Buffer }>
  head(name: string, options: object): Promise<{ res: { headers: Record<string, string> } }>
  delete(name: string, options?: object): Promise<{ res: { headers: Record<string, string> } }>
  deleteMulti(names: object[]): Promise<{ deleted: { Key: string; VersionId: string }[] }>
  copy(name: string, source: string, options?: object): Promise<unknown>
  getObjectTagging(name: string, options?: object): Promise<{ tag: Record<string, string> }>
  putObjectTagging(name: string, tags: Record<string, string>, options?: object): Promise<unknown>
}
type VersionsClient = Omit<Client, keyof Versions> & Versions

const clientOf = (cloud: LocalCloud, setup: (typeof SETUPS)[number] = SETUPS[0]): VersionsClient =>
  ossClient(cloud, { ...cloud.ossUser, securityToken: '' }, setup) as unknown as VersionsClient

async function put(client: VersionsClient, name: string, text: string): Promise<string> {
  const { res } = await client.put(name, Buffer.from(text))
  return (res.headers as Record<string, string>)['x-oss-version-id'] ?? ''
}

let folder: string
let running: Running
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-cloud-versions-'))
  running = await startTestCloud({ folder })
})
afterEach(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

describe.each(SETUPS)('ali-oss with $name', (setup) => {
  it('reads, lists, copies, tags and deletes versions', async () => {
    const client = clientOf(running.cloud, setup)
    await client.putBucketVersioning(running.cloud.bucket, 'Enabled')
    const one = await put(client, '照片/a b.jpg', 'one')
    const two = await put(client, '照片/a b.jpg', 'two')
    expect((await client.get('照片/a b.jpg', { versionId: one })).content.toString()).toBe('one')
    expect((await client.head('照片/a b.jpg', { versionId: one })).res.headers['x-oss-version-id']).toBe(one)
    await client.copy('copy', '照片/a b.jpg', { versionId: one })
    expect((await client.get('copy', {})).content.toString()).toBe('one')
    await client.putObjectTagging('照片/a b.jpg', { k: 'v' }, { versionId: one })
    expect((await client.getObjectTagging('照片/a b.jpg', { versionId: one })).tag).toEqual({ k: 'v' })
    expect((await client.getObjectTagging('照片/a b.jpg')).tag).toEqual({})
    const { res } = await client.delete('照片/a b.jpg')
    const marker = res.headers['x-oss-version-id']
    await expect(client.get('照片/a b.jpg', {})).rejects.toMatchObject({ status: 404, code: 'NoSuchKey' })
    await expect(client.get('照片/a b.jpg', { versionId: marker })).rejects.toMatchObject({ status: 405 })
    const all = await client.getBucketVersions({ prefix: '照片/' })
    expect(all.objects.map(({ versionId, isLatest }) => [versionId, isLatest])).toEqual([
      [two, false],
      [one, false],
    ])
    expect(all.deleteMarker.map(({ name, versionId }) => [name, versionId])).toEqual([['照片/a b.jpg', marker]])
    await client.delete('照片/a b.jpg', { versionId: marker })
    expect((await client.get('照片/a b.jpg', {})).content.toString()).toBe('two')
  })
})

describe('A list of versions', () => {
  let client: VersionsClient
  beforeEach(async () => {
    client = clientOf(running.cloud)
    await client.putBucketVersioning(running.cloud.bucket, 'Enabled')
    for (const name of ['a', 'b/1', 'b/2', 'c']) for (const text of ['1', '2', '3']) await put(client, name, text)
    await client.delete('c')
  })

  type Query = { keyMarker?: string; versionIdMarker?: string }

  /** All pages, with what `onPage` does between them. */
  async function pages(query: object, onPage: (page: Versioned[]) => Promise<unknown>): Promise<string[]> {
    const seen: string[] = []
    let from: Query | undefined = {}
    while (from) {
      const page: Awaited<ReturnType<Versions['getBucketVersions']>> = await client.getBucketVersions({
        ...query,
        ...from,
      })
      const items = [...page.objects, ...page.deleteMarker]
      seen.push(...(page.prefixes ?? []), ...items.map(({ name, versionId }) => `${name} ${versionId}`))
      const { nextKeyMarker, nextVersionIdMarker, isTruncated } = page
      from = isTruncated
        ? { keyMarker: nextKeyMarker ?? '', ...(nextVersionIdMarker && { versionIdMarker: nextVersionIdMarker }) }
        : undefined
      if (items.length > 0) await onPage(items)
    }
    return seen
  }

  it.each([1, 2, 3, 5, 100])('gives each version once, in pages of %d', async (maxKeys) => {
    const seen = await pages({ maxKeys }, async () => {})
    expect(seen.length).toBe(13)
    expect(new Set(seen).size).toBe(13)
  })

  it('groups keys by a delimiter', async () => {
    const seen = await pages({ maxKeys: 2, delimiter: '/' }, async () => {})
    expect(seen.filter((name) => name === 'b/')).toHaveLength(1)
    expect(seen.map((name) => name.split(' ')[0]).sort()).toEqual(['a', 'a', 'a', 'b/', 'c', 'c', 'c', 'c'])
  })

  it.each([1, 2, 3])('serves a client that empties the bucket page by page, in pages of %d', async (maxKeys) => {
    await pages({ maxKeys }, (items) =>
      client.deleteMulti(items.map(({ name, versionId }) => ({ key: name, versionId }))),
    )
    const { objects, deleteMarker } = await client.getBucketVersions({})
    expect([objects, deleteMarker]).toEqual([[], []])
  })

  it('is the same after a restart', async () => {
    const before = await pages({}, async () => {})
    const [, one = ''] = before.find((name) => name.startsWith('a '))?.split(' ') ?? []
    await running.close()
    running = await startTestCloud({ folder })
    client = clientOf(running.cloud)
    expect(await pages({}, async () => {})).toEqual(before)
    expect((await client.get('a', { versionId: one })).content.toString()).toBe('3')
    await expect(client.get('c', {})).rejects.toMatchObject({ status: 404 })
  })
})
