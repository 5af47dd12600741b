import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { startLocalCloud } from '../../dev/local-cloud'
import { createCrc64 } from '../../dev/local-cloud/store/crc64'
import { type Client, ossClient, SETUPS } from './ali-oss-clients'
import { BUCKET } from './in-process'

interface Started {
  child: ChildProcess
  gone: Promise<unknown>
  client: Client
}

const root = fileURLToPath(new URL('../../', import.meta.url))

const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
})

/** A cloud in a process of its own, to be killed. */
async function start(folder: string): Promise<Started> {
  const script = `
    import { startLocalCloud } from './dev/local-cloud/index.ts'
    const { ossUrl, bucket, root } = await startLocalCloud({ folder: ${JSON.stringify(folder)}, bucket: '${BUCKET}' })
    console.log(JSON.stringify({ ossUrl, bucket, root }))
  `
  const flags = ['--import', 'tsx', '--input-type=module', '--eval', script]
  const child = spawn(process.execPath, flags, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const gone = new Promise((resolve) => child.once('exit', resolve))
  const line = await new Promise<string>((resolve) => {
    if (child.stdout) createInterface(child.stdout).once('line', resolve)
  })
  const cloud = JSON.parse(line)
  return { child, gone, client: ossClient(cloud, { ...cloud.root, securityToken: '' }, SETUPS[0]) }
}

async function kill({ child, gone }: Started): Promise<void> {
  child.kill('SIGKILL')
  await gone
}

/** Uploads until the cloud is gone; what was answered before has to be there afterwards. */
async function uploadUntilKilled(started: Started, round: number): Promise<string[]> {
  const { client } = started
  const stored: string[] = []
  const write = async (lane: number): Promise<void> => {
    for (let i = 0; ; i += 1) {
      const key = `k/${lane}/${i % 5}`
      const body = Buffer.alloc(50_000 + lane * 1000 + i, `${round}-${lane}-${i}`)
      if (lane === 0)
        await client.multipartUpload(key, Buffer.concat([body, Buffer.alloc(200_000)]), { partSize: 102_400 })
      else await client.put(key, body)
      stored.push(key)
      // In the middle of whatever the other lanes are doing.
      if (stored.length === 12 + round * 7) started.child.kill('SIGKILL')
    }
  }
  const lanes = [0, 1, 2, 3].map((lane) => write(lane).catch(() => undefined))
  await Promise.all(lanes)
  return stored
}

describe('A cloud that is killed in the middle of uploads', () => {
  it('comes back with whole objects only, and nothing left over', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'local-cloud-kill-'))
    const stored = new Set<string>()
    for (let round = 0; round < 3; round += 1) {
      const started = await start(folder)
      for (const key of await uploadUntilKilled(started, round)) stored.add(key)
      await started.gone
    }
    const cloud = await startLocalCloud({ folder, bucket: BUCKET })
    const objects = cloud.inspect.objects(BUCKET) ?? []
    const keys = objects.map(({ key }) => key)
    expect(stored.size).toBeGreaterThan(4)
    expect([...stored].filter((key) => !keys.includes(key))).toEqual([])
    for (const { key, size, crc64 } of objects) {
      const crc = createCrc64()
      let bytes = 0
      for await (const chunk of (await cloud.inspect.read(BUCKET, key)) ?? []) {
        crc.update(chunk)
        bytes += chunk.length
      }
      expect([key, bytes, crc.decimal()]).toEqual([key, size, crc64])
    }
    const parts = (cloud.inspect.uploads(BUCKET) ?? []).flatMap((upload) => upload.parts)
    expect((await readdir(join(folder, 'data'))).length).toBe(objects.length + parts.length)
    expect((await readdir(join(folder, 'objects'))).every((name) => name.endsWith('.json'))).toBe(true)
    await cloud.close()
    await rm(folder, { recursive: true })
  })

  it('keeps its keys, settings and multipart uploads', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'local-cloud-kill-'))
    const first = await start(folder)
    const { uploadId } = await first.client.initMultipartUpload('a')
    const part = await first.client.uploadPart('a', uploadId, 1, Buffer.from('part'), 0, 4)
    await first.client.deleteBucketCORS(BUCKET)
    await kill(first)
    const second = await start(folder)
    await expect(second.client.getBucketCORS(BUCKET)).rejects.toMatchObject({ code: 'NoSuchCORSConfiguration' })
    await second.client.completeMultipartUpload('a', uploadId, [{ number: 1, etag: part.etag }])
    expect((await second.client.get('a')).content.toString()).toBe('part')
    await kill(second)
    await rm(folder, { recursive: true })
  })
})
