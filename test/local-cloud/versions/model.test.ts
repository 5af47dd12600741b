import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { NEW_BUCKET, openBucket } from '../../../dev/local-cloud/bucket/bucket'
import { idOf, objectOf } from '../../../dev/local-cloud/versions/version'
import { BUCKET, chunks, NOW, openTestCloud, type TestCloud } from '../rig/in-process'
import { signHeader } from '../rig/sign'

type Step =
  | { kind: 'put'; key: string }
  | { kind: 'delete'; key: string }
  | { kind: 'erase'; key: string; index: number }
  | { kind: 'set'; versioning: 'Enabled' | 'Suspended' }

const key = fc.constantFrom('a', 'b')
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('put' as const), key }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), key }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('erase' as const), key, index: fc.nat(4) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('set' as const),
      versioning: fc.constantFrom('Enabled' as const, 'Suspended' as const),
    }),
  },
)

/** A version as the rules of the documentation give it; `body` is missing in a delete marker. */
interface Expected {
  id: string
  body?: string
}

/** What OSS's pages say about versions, in a few lines. */
class Model {
  versioning = ''
  readonly versions = new Map<string, Expected[]>()

  of = (name: string): Expected[] => this.versions.get(name) ?? []

  add(name: string, version: Expected): void {
    const kept = this.of(name).filter(({ id }) => id !== version.id)
    this.versions.set(name, this.versioning === '' ? [version] : [version, ...kept])
  }

  erase(name: string, id: string): void {
    this.versions.set(
      name,
      this.of(name).filter((version) => version.id !== id),
    )
  }
}

const sender =
  (test: TestCloud) =>
  (method: string, name: string, query: Record<string, string> = {}, text = '') => {
    const root = { ...test.cloud.ring.pairs.root, securityToken: '' }
    return test.oss({ ...signHeader(root, { method, key: name, query }), body: chunks(text) })
  }
type Send = ReturnType<typeof sender>

async function run(send: Send, model: Model, one: Step, body: string): Promise<void> {
  switch (one.kind) {
    case 'set': {
      const xml = `<VersioningConfiguration><Status>${one.versioning}</Status></VersioningConfiguration>`
      await send('PUT', '', { versioning: '' }, xml)
      model.versioning = one.versioning
      return
    }
    case 'put': {
      const { headers } = await send('PUT', one.key, {}, body)
      return model.add(one.key, { id: headers['x-oss-version-id'] ?? 'null', body })
    }
    case 'delete': {
      const { headers } = await send('DELETE', one.key)
      if (model.versioning === '') return model.erase(one.key, 'null')
      return model.add(one.key, { id: headers['x-oss-version-id'] ?? '' })
    }
    case 'erase': {
      const id = model.of(one.key)[one.index]?.id ?? 'null'
      await send('DELETE', one.key, { versionId: id })
      return model.erase(one.key, id)
    }
  }
}

/** Reads the current version, and each one by its id. */
async function expectReads(send: Send, model: Model, name: string): Promise<void> {
  const read = async (query = {}) => {
    const { status, text } = await send('GET', name, query)
    return status === 200 ? text : status
  }
  const versions = model.of(name)
  expect(await read()).toBe(versions[0]?.body ?? 404)
  for (const { id, body } of versions) expect(await read({ versionId: id })).toBe(body ?? 405)
}

describe('Versions', () => {
  it('are those that the rules give, after any calls and after a restart', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const folder = await mkdtemp(join(tmpdir(), 'local-cloud-versions-'))
        const test = await openTestCloud({ folder })
        const model = new Model()
        try {
          for (const [index, one] of steps.entries()) {
            await run(sender(test), model, one, `body ${index}`)
            for (const name of ['a', 'b']) await expectReads(sender(test), model, name)
          }
          const wanted = ['a', 'b'].flatMap((name) => model.of(name).map(({ id }) => `${name} ${id}`))
          const ids = (bucket: TestCloud['bucket']) =>
            bucket.store.listVersions().map((version) => `${version.key} ${idOf(version)}`)
          expect(ids(test.bucket)).toEqual(wanted)
          const objects = test.bucket.store.listVersions().filter((version) => objectOf(version))
          expect((await readdir(join(folder, 'data'))).length).toBe(objects.length)
          const reopened = await openBucket({ name: BUCKET, folder, settings: NEW_BUCKET, now: NOW }, randomBytes)
          expect(ids(reopened)).toEqual(wanted)
          expect((await readdir(join(folder, 'data'))).length).toBe(objects.length)
        } finally {
          await test.close()
          await rm(folder, { recursive: true, force: true })
        }
      }),
      { numRuns: 60 },
    )
  })
})
