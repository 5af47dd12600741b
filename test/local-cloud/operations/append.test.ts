import type OSS from 'ali-oss'
import { userClient } from '../rig/ali-oss-clients'
import { type Running, startTestCloud } from '../rig/test-cloud'

let running: Running
let client: OSS
beforeEach(async () => {
  running = await startTestCloud()
  client = userClient(running.cloud)
})
afterEach(() => running.close())

const headersOf = async (name: string) => (await client.head(name)).res.headers as Record<string, string>

describe('AppendObject', () => {
  it('makes one object of its calls, with the checksum of the whole', async () => {
    const parts = ['first ', 'second ', '第三']
    let position = 0
    for (const part of parts) {
      const { nextAppendPosition } = (await client.append('log', Buffer.from(part), {
        position: `${position}`,
      })) as unknown as {
        nextAppendPosition: string
      }
      position += Buffer.byteLength(part)
      expect(nextAppendPosition).toBe(`${position}`)
    }
    expect(String((await client.get('log')).content)).toBe(parts.join(''))
    await client.put('same', Buffer.from(parts.join('')))
    const appended = await headersOf('log')
    expect(appended).toMatchObject({
      'x-oss-object-type': 'Appendable',
      'x-oss-next-append-position': `${position}`,
      'x-oss-hash-crc64ecma': (await headersOf('same'))['x-oss-hash-crc64ecma'],
    })
  })

  it('keeps the settings of the first call', async () => {
    await client.append('log', Buffer.from('a'), { headers: { 'x-oss-meta-a': '1' }, mime: 'text/css' })
    await client.append('log', Buffer.from('b'), { position: '1', headers: { 'x-oss-meta-a': '2' }, mime: 'text/html' })
    expect(await headersOf('log')).toMatchObject({ 'x-oss-meta-a': '1', 'content-type': 'text/css' })
  })

  it('lets one of the calls with the same position win', async () => {
    const calls = Array.from({ length: 8 }, (_, number) => client.append('log', Buffer.from(`${number}`)))
    const results = await Promise.allSettled(calls)
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBe(1)
    for (const result of results) {
      if (result.status === 'rejected')
        expect(result.reason).toMatchObject({ code: 'PositionNotEqualToLength', status: 409 })
    }
    expect(await headersOf('log')).toMatchObject({ 'content-length': '1' })
  })

  it('says in its refusal where the object ends', async () => {
    await client.append('log', Buffer.from('abc'))
    const refused = await client.append('log', Buffer.from('d'), { position: '9' }).catch((error) => error)
    expect(refused).toMatchObject({ code: 'PositionNotEqualToLength' })
    const { status, headers } = await fetch(client.signatureUrl('log'))
    expect([status, headers.get('x-oss-next-append-position')]).toEqual([200, '3'])
  })
})
