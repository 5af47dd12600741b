import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Credentials } from '../../../dev/local-cloud/auth/key-ring'
import { type Client, ossClient, SETUPS } from '../rig/ali-oss-clients'
import { assumeRole, type Running, startTestCloud } from '../rig/test-cloud'

const PART = 102_400

let running: Running
let session: Credentials
let folder: string
let path: string
const file = Buffer.alloc(10 * PART + 5, 'resumable ')
beforeAll(async () => {
  running = await startTestCloud()
  session = await assumeRole(running.cloud)
  folder = await mkdtemp(join(tmpdir(), 'ali-oss-uploads-'))
  path = join(folder, 'video.mp4')
  await writeFile(path, file)
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await running.close()
})
beforeEach(() => running.cloud.journal.clear())

const count = (operation: string, status?: number) =>
  running.cloud.journal.count({ operation, ...(status !== undefined && { status }) })

describe.each(SETUPS)('multipartUpload with $name', (setup) => {
  let client: Client
  beforeEach(() => {
    client = ossClient(running.cloud, session, setup)
  })

  it('is cancelled and resumes from its checkpoint in another client', async () => {
    let checkpoint: { doneParts: unknown[] } | undefined
    const progress = async (share: number, at: { doneParts: unknown[] }) => {
      checkpoint = at
      if (share > 0.4) client.cancel()
    }
    const cancelled = client.multipartUpload('resumed', path, { partSize: PART, parallel: 2, progress })
    await expect(cancelled).rejects.toMatchObject({ name: 'cancel' })
    const done = checkpoint?.doneParts.length ?? 0
    expect(done > 0 && done < 11).toBe(true)
    expect(running.cloud.inspect.uploads(running.cloud.bucket)).toMatchObject([{ key: 'resumed' }])
    const again = ossClient(running.cloud, session, setup)
    await again.multipartUpload('resumed', path, { checkpoint })
    expect((await again.get('resumed')).content.equals(file)).toBe(true)
    expect((await again.head('resumed')).res.headers).toMatchObject({ 'content-type': 'video/mp4' })
    // Eleven, and at most one that was in flight when the client cancelled.
    expect([11, 12]).toContain(count('UploadPart', 200))
    expect(count('InitiateMultipartUpload')).toBe(1)
  })

  it('gets an error if its upload was aborted', async () => {
    let isAborted = false
    const progress = async (share: number, { uploadId }: { uploadId: string }) => {
      if (isAborted || share === 0) return
      isAborted = true
      await ossClient(running.cloud, session, setup).abortMultipartUpload('aborted', uploadId)
    }
    const aborted = client.multipartUpload('aborted', path, { partSize: PART, parallel: 1, progress })
    await expect(aborted).rejects.toMatchObject({ name: 'abort' })
    expect(running.cloud.inspect.uploads(running.cloud.bucket)).toEqual([])
  })

  it('lists its parts in the form of ali-oss: a single part is not an array, and isTruncated is a string', async () => {
    const { uploadId } = await client.initMultipartUpload('listed')
    await client.uploadPart('listed', uploadId, 1, file, 0, PART)
    const one = await client.listParts('listed', uploadId)
    expect([Array.isArray(one.parts), one.isTruncated]).toEqual([false, 'false'])
    await client.uploadPart('listed', uploadId, 2, file, PART, PART + 1)
    const page = await client.listParts('listed', uploadId, { 'max-parts': 1 })
    expect(page.isTruncated).toBe('true')
    const { uploads } = await client.listUploads({ prefix: 'list', 'max-uploads': 10 })
    expect(uploads).toMatchObject([{ name: 'listed', uploadId }])
    await client.abortMultipartUpload('listed', uploadId)
  })

  it('retries a part after the connection was cut', async () => {
    running.cloud.faults.inject('UploadPart', { kind: 'reset-after', bytes: 50_000 })
    const retrying = Object.assign(client, {}) as Client & { options: { retryMax: number } }
    retrying.options.retryMax = 3
    await retrying.multipartUpload('retried', path, { partSize: PART, parallel: 2 })
    expect((await client.get('retried')).content.equals(file)).toBe(true)
    expect(count('UploadPart', 0)).toBe(1)
  })

  it('puts a file from disk', async () => {
    await client.put('from-disk', path)
    expect((await client.get('from-disk')).content.equals(file)).toBe(true)
  })
})

describe('A form signed by calculatePostSignature', () => {
  it('in V1 is accepted, and refused after a change', async () => {
    const { ossUrl, bucket } = running.cloud
    const policy = {
      expiration: new Date(Date.now() + 60_000).toISOString(),
      conditions: [{ bucket }, ['eq', '$key', 'v1'], ['eq', '$x-oss-security-token', session.securityToken]],
    }
    const signed = ossClient(running.cloud, session, SETUPS[1]).calculatePostSignature(policy)
    const send = async (changes: Record<string, string>) => {
      const form = new FormData()
      const fields = { key: 'v1', 'x-oss-security-token': session.securityToken, ...signed, ...changes }
      for (const [name, value] of Object.entries(fields)) form.append(name, value)
      form.append('file', new Blob(['bytes'], { type: 'text/plain' }), 'a.txt')
      return (await fetch(ossUrl, { method: 'POST', body: form })).status
    }
    expect(await send({})).toBe(204)
    expect(await send({ key: 'other' })).toBe(403)
    expect(await send({ Signature: 'x' })).toBe(403)
    expect(running.cloud.journal.count({ operation: 'PostObject', via: 'form', verdict: 'allowed' })).toBe(1)
  })
})
