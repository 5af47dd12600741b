import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { createCrc64 } from '../../../dev/local-cloud/store/crc64'
import { formBody, pinnedForm, postRequest } from '../rig/post-form'
import { aliOss, assumeRole, type Running, startTestCloud } from '../rig/test-cloud'

const CHUNK = 1024 * 1024
const CHUNKS = 64

let running: Running
beforeAll(async () => {
  running = await startTestCloud()
})
afterAll(() => running.close())

/** Each of the 64 megabytes is different. */
function chunk(index: number): Buffer {
  const seed = createHash('sha256').update(`${index}`).digest()
  return Buffer.alloc(CHUNK, seed)
}

function post(head: Buffer, tail: Buffer): Promise<{ status: number; crc64: string }> {
  return new Promise((resolve, reject) => {
    const headers = { ...postRequest('').headers, 'content-length': head.length + CHUNK * CHUNKS + tail.length }
    const { host: _, ...own }: Record<string, string | number> = headers
    const sent = request(running.cloud.ossUrl, { method: 'POST', headers: own, agent: false }, (response) => {
      response.resume().once('end', () => {
        resolve({ status: response.statusCode ?? 0, crc64: String(response.headers['x-oss-hash-crc64ecma']) })
      })
    })
    sent.once('error', reject)
    sent.write(head)
    const send = (index: number): void => {
      if (index === CHUNKS) sent.end(tail)
      else sent.write(chunk(index), () => send(index + 1))
    }
    send(0)
  })
}

describe('64 MB', () => {
  it('are uploaded in a form and downloaded byte for byte', async () => {
    const session = await assumeRole(running.cloud)
    const fields = pinnedForm(
      session,
      { key: 'big' },
      [['content-length-range', CHUNK * CHUNKS, CHUNK * CHUNKS]],
      Date.now(),
    )
    const body = formBody(fields, { bytes: '|' })
    const file = body.lastIndexOf('|')
    const crc = createCrc64()
    const sent = createHash('sha256')
    for (let index = 0; index < CHUNKS; index += 1) {
      crc.update(chunk(index))
      sent.update(chunk(index))
    }
    expect(await post(body.subarray(0, file), body.subarray(file + 1))).toEqual({ status: 204, crc64: crc.decimal() })
    const got = createHash('sha256')
    const { stream } = await aliOss(running.cloud, session).getStream('big')
    for await (const part of stream) got.update(part)
    expect(got.digest('hex')).toBe(sent.digest('hex'))
  })
})
