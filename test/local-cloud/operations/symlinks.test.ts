/** Symlinks with ali-oss: the rights to put one and to read through it. */
import type OSS from 'ali-oss'
import { BUCKET } from '../rig/in-process'
import { aliOss, assumeRole, type Running, startTestCloud } from '../rig/test-cloud'

let running: Running
let all: OSS
beforeAll(async () => {
  running = await startTestCloud()
  all = aliOss(running.cloud, await assumeRole(running.cloud))
  await all.put('theirs/secret.txt', Buffer.from('secret'), { mime: 'text/plain' })
  await all.put('mine/own.txt', Buffer.from('my own'))
})
afterAll(() => running.close())

interface Rule {
  Effect?: 'Allow' | 'Deny'
  Action: string[]
  Resource: string[]
  Condition?: object
}

/** A client with only these rights. */
async function having(...rules: Rule[]): Promise<OSS> {
  const policy = JSON.stringify({
    Version: '1',
    Statement: rules.map((rule) => ({
      Effect: 'Allow',
      ...rule,
      Resource: rule.Resource.map((path) => `acs:oss:*:*:${BUCKET}/${path}`),
    })),
  })
  return aliOss(running.cloud, await assumeRole(running.cloud, { policy }))
}

/** The types of ali-oss require every option. */
const link = (client: OSS, key: string, target: string, headers: object = {}): Promise<unknown> =>
  client.putSymlink(key, target, { headers } as OSS.PutSymlinkOptions)

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )

describe('A symlink', () => {
  it('gives the bytes, size and hashes of its target, and the type Symlink', async () => {
    await link(all, 'mine/link é.txt', 'mine/own.txt')
    expect((await all.get('mine/link é.txt')).content.toString()).toBe('my own')
    const { headers } = (await all.head('mine/link é.txt')).res as { headers: Record<string, string> }
    expect(headers).toMatchObject({ 'x-oss-object-type': 'Symlink', 'content-length': '6' })
    expect((await all.getSymlink('mine/link é.txt')).targetName).toBe('mine/own.txt')
  })

  it('needs only the right to put, even if its target is missing or not readable', async () => {
    const putter = await having({ Action: ['oss:PutObject'], Resource: ['mine/*'] })
    for (const target of ['theirs/secret.txt', 'nothing/there']) {
      await link(putter, 'mine/planted', target, { 'x-oss-object-acl': 'private' })
    }
    expect(await codeOf(putter.get('mine/planted'))).toBe('AccessDenied')
    expect(await codeOf(all.get('mine/planted'))).toBe('SymlinkTargetNotExist')
  })

  it('is read only with the right to read both link and target', async () => {
    await link(all, 'mine/planted', 'theirs/secret.txt')
    const readers: [string, string[]][] = [
      ['AccessDenied', ['mine/*']],
      ['AccessDenied', ['theirs/*']],
      ['done', ['mine/*', 'theirs/*']],
    ]
    for (const [outcome, Resource] of readers) {
      const reader = await having({ Action: ['oss:GetObject'], Resource })
      expect([Resource, await codeOf(reader.get('mine/planted'))]).toEqual([Resource, outcome])
      expect((await codeOf(reader.head('mine/planted'))) === 'done').toBe(outcome === 'done')
    }
  })

  it('cannot point to a symlink, cannot overwrite if forbidden, and is not any other object', async () => {
    await link(all, 'mine/first', 'mine/own.txt')
    await link(all, 'mine/second', 'mine/first')
    expect(await codeOf(all.get('mine/second'))).toBe('InvalidTargetType')
    const strict = { 'x-oss-forbid-overwrite': 'true' }
    expect(await codeOf(link(all, 'mine/own.txt', 'mine/first', strict))).toBe('FileAlreadyExists')
    expect(await codeOf(all.getSymlink('mine/own.txt'))).toBe('NotSymlink')
  })

  it('cannot be made public if a policy denies public ACLs', async () => {
    const putter = await having(
      { Action: ['oss:PutObject'], Resource: ['mine/*'] },
      {
        Effect: 'Deny',
        Action: ['oss:PutObject'],
        Resource: ['mine/*'],
        Condition: { StringEquals: { 'oss:x-oss-object-acl': ['public-read', 'public-read-write'] } },
      },
    )
    const open = { 'x-oss-object-acl': 'public-read' }
    expect(await codeOf(link(putter, 'mine/open', 'mine/own.txt', open))).toBe('AccessDenied')
  })
})
