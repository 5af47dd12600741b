import { request } from 'node:http'
import type { Credentials } from '../../../dev/local-cloud/auth/key-ring'
import { formBody, pinnedForm, postRequest } from '../rig/post-form'
import { aliOss, assumeRole, type Running, startTestCloud } from '../rig/test-cloud'

let running: Running
let session: Credentials
beforeEach(async () => {
  running = await startTestCloud()
  session = await assumeRole(running.cloud)
})
afterEach(() => running.close())

function upload(bytes: Uint8Array | string = 'bytes', fields: Record<string, string> = {}): Promise<Response> {
  const form = { ...pinnedForm(session, { key: 'a', 'x-oss-forbid-overwrite': 'true' }, [], Date.now()), ...fields }
  const type = postRequest('').headers?.['content-type'] ?? ''
  const body = new Uint8Array(formBody(form, { bytes }))
  return fetch(running.cloud.ossUrl, { method: 'POST', headers: { 'content-type': type }, body })
}

interface UrlSigner {
  signatureUrlV4(method: string, expires: number, request: object, name: string): Promise<string>
}

const exists = () =>
  aliOss(running.cloud, session)
    .head('a')
    .then(
      () => true,
      () => false,
    )

describe('A fault', () => {
  it('answers a number of requests with an error, then no more', async () => {
    running.cloud.faults.inject('PostObject', { kind: 'answer', status: 503, code: 'ServiceUnavailable' }, 2)
    const answers = [await upload(), await upload(), await upload()]
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 204])
    expect(await answers[0]?.text()).toContain('<Code>ServiceUnavailable</Code>')
  })

  it('cuts the connection in the middle of the body, and nothing is stored', async () => {
    running.cloud.faults.inject('PostObject', { kind: 'reset-after', bytes: 100_000 })
    await expect(upload(new Uint8Array(1_000_000))).rejects.toThrow()
    expect(await exists()).toBe(false)
    expect((await upload()).status).toBe(204)
  })

  it('loses the answer after the object is stored', async () => {
    running.cloud.faults.inject('PostObject', { kind: 'lose-answer' })
    await expect(upload()).rejects.toThrow()
    expect(await exists()).toBe(true)
    expect((await upload()).status).toBe(409)
    expect(running.cloud.journal.count({ operation: 'PostObject', status: 0 })).toBe(1)
  })

  it('delays the request, and a cloud that closes meanwhile does not wait', async () => {
    running.cloud.faults.inject('PostObject', { kind: 'delay', ms: 5 })
    expect((await upload()).status).toBe(204)
    running.cloud.faults.inject('HeadObject', { kind: 'delay', ms: 600_000 })
    const waiting = fetch(`${running.cloud.ossUrl}/a`, { method: 'HEAD' })
    waiting.catch(() => undefined)
    await running.cloud.close()
    await expect(waiting).rejects.toThrow()
  })

  it('concerns only its operation, and can be removed', async () => {
    running.cloud.faults.inject('CopyObject', { kind: 'answer', status: 500, code: 'InternalError' })
    expect((await upload()).status).toBe(204)
    running.cloud.faults.clear()
    expect((await aliOss(running.cloud, session).copy('b', 'a')).res.status).toBe(200)
  })

  it('can concern any operation, and only a share of the requests', async () => {
    await upload()
    const { faults } = running.cloud
    faults.inject('*', { kind: 'answer', status: 500, code: 'InternalError' }, Number.POSITIVE_INFINITY, 0.5)
    const met: boolean[] = []
    for (let i = 0; i < 60; i += 1) met.push(!(await exists()))
    const share = met.filter(Boolean).length / met.length
    expect(share > 0.15 && share < 0.85).toBe(true)
    expect(faults.pending()).toMatchObject([{ operation: '*', rate: 0.5 }])
    faults.clear()
    expect(await exists()).toBe(true)
  })

  it('stalls the body for a time', async () => {
    running.cloud.faults.inject('PostObject', { kind: 'stall-after', bytes: 1, ms: 10 })
    expect((await upload()).status).toBe(204)
    running.cloud.faults.inject('PostObject', { kind: 'stall-after', bytes: 1 })
    const cancel = new AbortController()
    const form = pinnedForm(session, { key: 'stalled' }, [], Date.now())
    const type = postRequest('').headers?.['content-type'] ?? ''
    const body = new Uint8Array(formBody(form, { bytes: new Uint8Array(10_000_000) }))
    const init = { method: 'POST', headers: { 'content-type': type }, body, signal: cancel.signal }
    const waiting = fetch(running.cloud.ossUrl, init)
    setTimeout(() => cancel.abort(), 30)
    await expect(waiting).rejects.toThrow()
    await running.cloud.close()
  })

  it('reads a body slowly', async () => {
    running.cloud.faults.inject('PostObject', { kind: 'slow', bytesPerSecond: 10_000_000 })
    expect((await upload(new Uint8Array(300_000))).status).toBe(204)
  })

  it('cuts an answer in the middle', async () => {
    await upload('0123456789')
    running.cloud.faults.inject('GetObject', { kind: 'cut-answer', bytes: 4 })
    const url = await (aliOss(running.cloud, session) as unknown as UrlSigner).signatureUrlV4('GET', 60, {}, 'a')
    const answer = await fetch(url)
    expect(answer.headers.get('content-length')).toBe('10')
    await expect(answer.text()).rejects.toThrow()
    expect(await (await fetch(url)).text()).toBe('0123456789')
  })

  it('can set headers of the answer', async () => {
    const headers = { 'x-oss-qos-delay-time': '500' }
    running.cloud.faults.inject('PostObject', { kind: 'answer', status: 503, code: 'TotalQpsLimitExceeded', headers })
    expect((await upload()).headers.get('x-oss-qos-delay-time')).toBe('500')
  })

  it.each(['HeadObject', 'GetObject', 'CopyObject', 'DeleteObject', 'PutObject'])(
    'can concern %s',
    async (operation) => {
      await upload()
      running.cloud.faults.inject(operation, { kind: 'answer', status: 500, code: 'InternalError' })
      const client = aliOss(running.cloud, session)
      const run: Record<string, () => Promise<unknown>> = {
        HeadObject: () => client.head('a'),
        GetObject: () => client.get('a'),
        CopyObject: () => client.copy('b', 'a'),
        DeleteObject: () => client.delete('a'),
        PutObject: () => client.put('b', Buffer.from('x')),
      }
      await expect(run[operation]?.()).rejects.toMatchObject({ status: 500, code: 'InternalError' })
      await run[operation]?.()
    },
  )
})

describe('A refusal', () => {
  it('reaches a client that still sends its body', async () => {
    const answer = await upload(new Uint8Array(30_000_000), { 'x-oss-signature': '0'.repeat(64) })
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain('<Code>SignatureDoesNotMatch</Code>')
  })

  it('is sent only after the body has arrived, for clients that do not read earlier', async () => {
    const form = { ...pinnedForm(session, { key: 'a' }, [], Date.now()), 'x-oss-signature': '0'.repeat(64) }
    const { host: _, ...headers }: Record<string, string> = postRequest('').headers ?? {}
    const order: string[] = []
    await new Promise<void>((resolve, reject) => {
      const sent = request(running.cloud.ossUrl, { method: 'POST', headers, agent: false }, (response) => {
        order.push(`answer ${response.statusCode}`)
        response.resume().once('end', resolve)
      })
      sent.once('error', reject)
      sent.once('finish', () => order.push('all sent'))
      sent.end(formBody(form, { bytes: new Uint8Array(30_000_000) }))
    })
    expect(order).toEqual(['all sent', 'answer 403'])
  })

  it('stores nothing if the client disconnects', async () => {
    const cancel = new AbortController()
    const type = postRequest('').headers?.['content-type'] ?? ''
    const whole = formBody(pinnedForm(session, { key: 'a' }, [], Date.now()), { bytes: 'x'.repeat(1000) })
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new Uint8Array(whole.subarray(0, whole.length - 500)))
        setTimeout(() => cancel.abort(), 50)
      },
    })
    const init = { method: 'POST', headers: { 'content-type': type }, body, duplex: 'half', signal: cancel.signal }
    await expect(fetch(running.cloud.ossUrl, init as RequestInit)).rejects.toThrow()
    expect(await exists()).toBe(false)
  })
})
