import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLocalCloud } from '../../../dev/local-cloud'
import { createCrc64 } from '../../../dev/local-cloud/store/crc64'
import { type CloudProcess, startCloudProcess } from '../rig/cloud-process'
import { BUCKET } from '../rig/in-process'

async function kill({ child, gone }: CloudProcess): Promise<void> {
  child.kill('SIGKILL')
  await gone
}

/** Uploads until the cloud is gone. Returns the keys with an answer, which must exist afterwards. */
async function uploadUntilKilled(started: CloudProcess, round: number): Promise<string[]> {
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
      // In the middle of the other uploads.
      if (stored.length === 12 + round * 7) started.child.kill('SIGKILL')
    }
  }
  const lanes = [0, 1, 2, 3].map((lane) => write(lane).catch(() => undefined))
  await Promise.all(lanes)
  return stored
}

describe('A cloud that is killed in the middle of uploads', () => {
  it('restarts with complete objects only, and no leftover files', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'local-cloud-kill-'))
    const stored = new Set<string>()
    for (let round = 0; round < 3; round += 1) {
      const started = await startCloudProcess(folder)
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
    const first = await startCloudProcess(folder)
    const { uploadId } = await first.client.initMultipartUpload('a')
    const part = await first.client.uploadPart('a', uploadId, 1, Buffer.from('part'), 0, 4)
    await first.client.deleteBucketCORS(BUCKET)
    await kill(first)
    const second = await startCloudProcess(folder)
    await expect(second.client.getBucketCORS(BUCKET)).rejects.toMatchObject({ code: 'NoSuchCORSConfiguration' })
    await second.client.completeMultipartUpload('a', uploadId, [{ number: 1, etag: part.etag }])
    expect((await second.client.get('a')).content.toString()).toBe('part')
    await kill(second)
    await rm(folder, { recursive: true })
  })
})
