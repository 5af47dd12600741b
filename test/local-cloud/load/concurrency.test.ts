import { Agent, request } from 'node:http'
import { createCrc64 } from '../../../dev/local-cloud/store/crc64'
import { type Client, ossClient, SETUPS } from '../rig/ali-oss-clients'
import { BUCKET } from '../rig/in-process'
import { formBody, pinnedForm, postRequest } from '../rig/post-form'
import { assumeRole, type Running, startTestCloud } from '../rig/test-cloud'

let running: Running
beforeAll(async () => {
  running = await startTestCloud()
})
afterAll(() => running.close())

const COUNT = 200

describe('Two hundred uploads at once', () => {
  it('by form are all stored, each with its own bytes', async () => {
    const session = await assumeRole(running.cloud)
    const agent = new Agent({ maxSockets: COUNT })
    const bytesOf = (index: number) => Buffer.alloc(100_000 + index, `${index}.`)
    const upload = (index: number): Promise<[number, string]> =>
      new Promise((resolve, reject) => {
        const { host: _, ...headers }: Record<string, string> = postRequest('').headers ?? {}
        const sent = request(running.cloud.ossUrl, { method: 'POST', headers, agent }, (response) => {
          const crc = String(response.headers['x-oss-hash-crc64ecma'])
          response.resume().once('end', () => resolve([response.statusCode ?? 0, crc]))
        })
        sent.once('error', reject)
        sent.end(formBody(pinnedForm(session, { key: `form/${index}` }, [], Date.now()), { bytes: bytesOf(index) }))
      })
    const answers = await Promise.all(Array.from({ length: COUNT }, (_, index) => upload(index)))
    agent.destroy()
    const expected = Array.from({ length: COUNT }, (_, index) => {
      const crc = createCrc64()
      crc.update(bytesOf(index))
      return [204, crc.decimal()]
    })
    expect(answers).toEqual(expected)
    expect(running.cloud.inspect.objects(BUCKET)?.filter(({ key }) => key.startsWith('form/')).length).toBe(COUNT)
  })

  it('to one key leave one complete object, and only one succeeds if overwriting is forbidden', async () => {
    const client: Client = ossClient(running.cloud, await assumeRole(running.cloud), SETUPS[0])
    const put = (index: number, headers: Record<string, string> = {}) =>
      client
        .put(`one${headers['x-oss-forbid-overwrite'] ?? ''}`, Buffer.alloc(50_000 + index, `${index}`), { headers })
        .then(
          () => 200,
          ({ status }: { status: number }) => status,
        )
    await Promise.all(Array.from({ length: 50 }, (_, index) => put(index)))
    const { content, res } = await client.get('one')
    expect(res.status).toBe(200)
    expect(new Set(content.toString()).size).toBeLessThanOrEqual(2)
    const forbid = { 'x-oss-forbid-overwrite': 'true' }
    const statuses = await Promise.all(Array.from({ length: 50 }, (_, index) => put(index, { ...forbid })))
    expect(statuses.filter((status) => status === 200).length).toBe(1)
    expect(statuses.filter((status) => status === 409).length).toBe(49)
  })

  it('can be read while they are replaced', async () => {
    const client = ossClient(running.cloud, await assumeRole(running.cloud), SETUPS[0])
    await client.put('changing', Buffer.alloc(300_000, '0'))
    let isDone = false
    const writing = (async () => {
      for (let i = 1; i < 30; i += 1) await client.put('changing', Buffer.alloc(300_000, `${i % 10}`))
      isDone = true
    })()
    while (!isDone) {
      const { content } = await client.get('changing')
      expect([content.length, new Set(content.toString()).size]).toEqual([300_000, 1])
    }
    await writing
  })
})
