import { createRequire } from 'node:module'
import { aliOss, assumeRole, type RoleRequest, type Running, startTestCloud, stsClient } from '../rig/test-cloud'

const { AssumeRoleRequest } = createRequire(import.meta.url)(
  '@alicloud/sts20150401',
) as typeof import('@alicloud/sts20150401')

let running: Running
let now: number
beforeEach(async () => {
  now = Date.now()
  running = await startTestCloud({ now: () => now })
})
afterEach(() => running.close())

describe('AssumeRole with the official client', () => {
  it('gives credentials that OSS accepts until they expire', async () => {
    const session = await assumeRole(running.cloud, { durationSeconds: 900 })
    expect(session.accessKeyId).toMatch(/^STS\./)
    expect(Math.abs(session.expires - now - 900_000)).toBeLessThan(1000)
    const client = aliOss(running.cloud, session)
    expect((await client.put('a', Buffer.from('x'))).res.status).toBe(200)
    // A header is signed with the system's clock, so the test uses a URL, which can outlive the token.
    const url = await (client as unknown as UrlSigner).signatureUrlV4('GET', 3600, {}, 'a')
    expect((await fetch(url)).status).toBe(200)
    running.cloud.faults.clockShift = 900_000
    const late = await fetch(url)
    expect(late.status).toBe(403)
    expect(await late.text()).toContain('<Code>SecurityTokenExpired</Code>')
  })

  it.each<[RoleRequest, number, string]>([
    [{ roleArn: 'acs:ram::1234567890123456:role/nobody' }, 404, 'EntityNotExist.Role'],
    [{ roleArn: 'role' }, 400, 'InvalidParameter.RoleArn'],
    [{ roleSessionName: 'a' }, 400, 'InvalidParameter.RoleSessionName'],
    [{ roleSessionName: 'a b' }, 400, 'InvalidParameter.RoleSessionName'],
    [{ durationSeconds: 899 }, 400, 'InvalidParameter.DurationSeconds'],
    [{ durationSeconds: 3601 }, 400, 'InvalidParameter.DurationSeconds'],
    [{ policy: '{"Version":"1"}' }, 400, 'InvalidParameter.PolicyGrammar'],
    [{ policy: `{"Version":"1","Statement":[]}${' '.repeat(2048)}` }, 400, 'InvalidParameter.PolicySize'],
  ])('with %j is refused: %d %s', async (request, statusCode, code) => {
    const refused = assumeRole(running.cloud, request)
    await expect(refused).rejects.toMatchObject({ code, statusCode })
  })

  it('with another secret is refused', async () => {
    const request = new AssumeRoleRequest({ roleArn: running.cloud.account.roleArn, roleSessionName: 'test' })
    const refused = stsClient(running.cloud, 'another').assumeRole(request)
    await expect(refused).rejects.toMatchObject({ code: 'SignatureDoesNotMatch', statusCode: 400 })
  })

  it('with a wrong clock is refused', async () => {
    now += 16 * 60_000
    await expect(assumeRole(running.cloud)).rejects.toMatchObject({ code: 'InvalidTimeStamp.Expired' })
  })

  it('meets injected faults, which the journal shows', async () => {
    const { faults, journal } = running.cloud
    faults.inject('AssumeRole', { kind: 'answer', status: 503, code: 'Throttling' })
    await expect(assumeRole(running.cloud)).rejects.toMatchObject({ code: 'Throttling', statusCode: 503 })
    faults.inject('AssumeRole', { kind: 'lose-answer' })
    await expect(assumeRole(running.cloud)).rejects.toThrow()
    await assumeRole(running.cloud)
    expect(journal.entries.map(({ operation, status, rule }) => [operation, status, rule])).toEqual([
      ['AssumeRole', 503, 'Injected fault: Throttling.'],
      ['AssumeRole', 0, 'fault: lose-answer'],
      ['AssumeRole', 200, 'role trusts the user, and the user may assume it'],
    ])
  })
})

interface UrlSigner {
  signatureUrlV4(method: string, expires: number, request: object, name: string): Promise<string>
}

describe('A request to STS', () => {
  /** Captures a request of the official client, which is then sent again with changes. */
  async function captured() {
    const { createServer } = await import('node:http')
    const seen: { url: string; headers: Record<string, string> }[] = []
    const proxy = createServer((request, response) => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
      seen.push({ url: request.url ?? '', headers })
      response.writeHead(400, { 'Content-Type': 'application/json' }).end('{"Code":"Seen","Message":"","RequestId":""}')
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const address = proxy.address()
    const port = typeof address === 'object' ? address?.port : 0
    const aside = { ...running.cloud, stsUrl: `http://localhost:${port}` }
    await expect(assumeRole(aside)).rejects.toMatchObject({ code: 'Seen' })
    proxy.closeAllConnections()
    await new Promise((resolve) => proxy.close(resolve))
    const [request] = seen
    if (!request) throw new Error('The client sent nothing.')
    return request
  }

  async function send(target: string, headers: Record<string, string>): Promise<{ status: number; Code?: string }> {
    const { request } = await import('node:http')
    return new Promise((resolve, reject) => {
      const sent = request(
        `${running.cloud.stsUrl}${target}`,
        { method: 'POST', headers, agent: false },
        (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('end', () => {
            resolve({ status: response.statusCode ?? 0, ...JSON.parse(Buffer.concat(parts).toString('utf8')) })
          })
        },
      )
      sent.once('error', reject)
      sent.end()
    })
  }

  it('is accepted once, and never the second time', async () => {
    const { url, headers } = await captured()
    expect(await send(url, headers)).toMatchObject({ status: 200 })
    expect(await send(url, headers)).toMatchObject({ status: 400, Code: 'SignatureNonceUsed' })
  })

  it.each<[string, (url: string, headers: Record<string, string>) => [string, Record<string, string>], string]>([
    [
      'a parameter changed',
      (url, h) => [url.replace('RoleSessionName=test', 'RoleSessionName=tess'), h],
      'SignatureDoesNotMatch',
    ],
    ['the host changed', (url, h) => [url, { ...h, host: 'sts.example.com' }], 'SignatureDoesNotMatch'],
    ['another nonce', (url, h) => [url, { ...h, 'x-acs-signature-nonce': 'n' }], 'SignatureDoesNotMatch'],
    ['a header that is not signed', (url, h) => [url, { ...h, 'x-acs-more': '1' }], 'IncompleteSignature'],
    ['another hash', (url, h) => [url, { ...h, 'x-acs-content-sha256': '00' }], 'SignatureDoesNotMatch'],
    ['no signature', (url, h) => [url, { ...h, authorization: '' }], 'IncompleteSignature'],
    [
      'another key',
      (url, h) => [url, { ...h, authorization: (h.authorization ?? '').replace('local-source-key', 'nobody') }],
      'InvalidAccessKeyId.NotFound',
    ],
  ])('with %s is refused', async (_, alter, code) => {
    const { url, headers } = await captured()
    expect(await send(...alter(url, headers))).toMatchObject({ Code: code })
  })
})
