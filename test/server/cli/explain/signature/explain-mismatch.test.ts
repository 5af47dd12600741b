/** Real `SignatureDoesNotMatch` answers of the local OSS, whose verifier shares no code with the signer of the server. */

import { canonicalRequest, type Presignable, presignUrl } from '../../../../../miniprogram/uploader/oss-v4/presign'
import { formatDate } from '../../../../../miniprogram/uploader/oss-v4/signing-scope'
import { nodePrimitives } from '../../../../../server/oss/signing/node-primitives'
import { ticketForms } from '../../../../../server/oss/signing/ticket-forms'
import { type Running, startTestCloud } from '../../../../local-cloud/rig/test-cloud'
import { run } from '../../run'

let running: Running
beforeAll(async () => {
  running = await startTestCloud()
})
afterAll(() => running.close())

const scope = () => ({ date: formatDate(Date.now()), region: 'cn-hangzhou' })
const requestOf = (more: Partial<Presignable> = {}): Presignable => ({
  method: 'GET',
  bucket: running.cloud.bucket,
  key: '照片 (1).jpg',
  expiresSeconds: 600,
  ...more,
})
const urlOf = (more: Partial<Presignable> = {}, secret = running.cloud.root.accessKeySecret): string =>
  presignUrl(
    running.cloud.ossUrl,
    requestOf(more),
    { ...running.cloud.root, accessKeySecret: secret },
    scope(),
    nodePrimitives,
  )

/** Lets `explain` compare the answer of the cloud with a request or a text. */
async function compared(answer: Response, flag: '--request' | '--ours', own: string) {
  const xml = await answer.text()
  expect(xml).toContain('<Code>SignatureDoesNotMatch</Code>')
  const { stdout } = await run(['explain', '--json', xml, flag, '-'], { stdin: own })
  const { mismatch } = JSON.parse(stdout)
  return {
    places: mismatch.differences.map(({ place }: { place: { en: string } }) => place.en),
    causes: mismatch.differences.map(({ cause }: { cause: { en: string } }) => cause.en),
    conclusion: mismatch.conclusion.en,
  }
}

describe('explain of a SignatureDoesNotMatch', () => {
  it('blames the AccessKey Secret if every line is the same', async () => {
    const url = urlOf({}, 'another-secret')
    const { places, conclusion } = await compared(await fetch(url), '--request', url)
    expect([places, conclusion]).toEqual([[], expect.stringContaining('the AccessKey Secret is wrong')])
  })

  it('names a parameter that was added after signing', async () => {
    const signed = urlOf()
    const answer = await fetch(`${signed}&x-oss-process=image%2Fresize%2Cw_9`)
    const { places, causes } = await compared(answer, '--request', signed)
    expect(places).toEqual(['line 3: query parameter x-oss-process'])
    expect(causes[0]).toContain('added after signing')
  })

  it('names a Content-Type that differs from the signed one, and says what wx.request does', async () => {
    const headers = { 'content-type': 'image/jpeg' }
    const url = urlOf({ method: 'PUT', headers })
    const answer = await fetch(url, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: 'x' })
    const { places, causes } = await compared(answer, '--request', `PUT ${url}\ncontent-type: image/jpeg`)
    expect(places).toEqual(['header content-type'])
    expect(causes[0]).toContain('wx.request')
  })

  it('names another method and another key', async () => {
    const url = urlOf({ method: 'PUT' })
    const answer = await fetch(url.replace('.jpg', '.png'), { method: 'DELETE' })
    const { places } = await compared(answer, '--request', `PUT ${url}`)
    expect(places).toEqual(['line 1: method', 'line 2: resource path'])
  })

  it('finds a missing bucket, a wrong encoding and an empty value in a canonical request', async () => {
    const request = requestOf({ query: { acl: '' } })
    const answer = await fetch(urlOf({ query: { acl: '' } }, 'another-secret'))
    const xml = await answer.clone().text()
    // A request that is signed here could have another date, so the canonical request of the cloud is used.
    const right = /<CanonicalRequest>([\s\S]*?)<\/CanonicalRequest>/.exec(xml)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(right).toContain(canonicalRequest(request, {}).split('\n')[1])
    const wrong = (from: string, to: string) => {
      expect(right).toContain(from)
      return compared(answer.clone(), '--ours', right.replace(from, to))
    }
    expect((await wrong(`/${request.bucket}/`, '/')).causes[0]).toContain('The bucket is missing')
    expect((await wrong('%20%281%29', '%20(1)')).causes[0]).toContain('upper-case hex')
    expect((await wrong('acl&', 'acl=&')).causes[0]).toContain('its name alone')
    expect(await wrong('GET', 'HEAD')).toMatchObject({ places: ['line 1: method'] })
    expect((await compared(answer.clone(), '--ours', right)).conclusion).toContain('Every line is the same')
  })

  it('names a wrong region in a string to sign, and asks for the canonical request if its hash differs', async () => {
    const answer = await fetch(urlOf({}, 'another-secret'))
    const xml = await answer.clone().text()
    const right = /<StringToSign>([\s\S]*?)<\/StringToSign>/.exec(xml)?.[1] ?? ''
    const region = await compared(answer.clone(), '--ours', right.replace('cn-hangzhou', 'oss-cn-hangzhou'))
    expect(region).toMatchObject({ places: ['line 3: scope'], causes: [expect.stringContaining('without oss-')] })
    const hash = await compared(answer, '--ours', right.replace(/[0-9a-f]{64}/, 'f'.repeat(64)))
    expect(hash).toMatchObject({ places: ['line 4: hash of the canonical request'] })
  })

  it('distinguishes a policy that was serialised again from one that was changed', async () => {
    const terms = { bucket: running.cloud.bucket, region: 'cn-hangzhou', expiresAt: Date.now() + 60_000 }
    const keys = { ...running.cloud.root, accessKeySecret: 'another-secret', expiresAt: Number.POSITIVE_INFINITY }
    const { shared, sign } = ticketForms(terms, keys, Date.now())
    const file = { key: 'a.jpg', size: 1, contentType: 'image/jpeg', upload: '' }
    const fields: Record<string, string> = { ...sign(file), ...shared }
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.append(name, value)
    body.append('file', new Blob(['x']), 'x')
    const answer = await fetch(running.cloud.ossUrl, { method: 'POST', body })
    const plain = Buffer.from(fields.policy ?? '', 'base64').toString()
    const same = await compared(answer.clone(), '--request', JSON.stringify(fields))
    expect([same.places, same.conclusion]).toEqual([[], expect.stringContaining('Secret is wrong')])
    const anew = nodePrimitives.base64(JSON.stringify(JSON.parse(plain), null, 1))
    expect(await compared(answer.clone(), '--ours', anew)).toMatchObject({
      places: ['the policy’s base64'],
      causes: [expect.stringContaining('serialised or encoded twice')],
    })
    const changed = nodePrimitives.base64(plain.replace('"a.jpg"', '"b.jpg"'))
    expect(await compared(answer, '--ours', changed)).toMatchObject({
      places: ['a condition of the policy', 'a condition of the policy'],
    })
  })

  it('compares strings to sign of V1, also with line ends shown as \\n', async () => {
    const xml = (text: string) =>
      `<Error><Code>SignatureDoesNotMatch</Code><StringToSign>${text}</StringToSign></Error>`
    const theirs = 'PUT\\n\\napplication/json\\nTue, 23 May 2023 15:24:55 GMT\\n/bucket/?acl'
    const ours = 'PUT\n\nimage/jpeg\nTue, 23 May 2023 15:24:55 GMT\n/bucket/?acl\n'
    const { places } = await compared(new Response(xml(theirs)), '--ours', ours)
    expect(places).toEqual(['line 3: Content-Type'])
  })

  it('says that there is nothing to compare with, or that the request cannot be read', async () => {
    const bare = '<Error><Code>SignatureDoesNotMatch</Code></Error>'
    expect((await compared(new Response(bare), '--ours', 'x')).conclusion).toContain('has no StringToSign')
    const answer = await fetch(urlOf({}, 'another-secret'))
    expect((await compared(answer, '--request', 'not a request')).conclusion).toContain('Could not read --request')
  })

  it('shows that the tokens differ, but shows no token', async () => {
    const xml = `<Error><Code>SignatureDoesNotMatch</Code><StringToSign>OSS4-HMAC-SHA256\n1\n2\n3</StringToSign><CanonicalRequest>GET\n/b/k\nx-oss-security-token=CAIS${'b'.repeat(400)}\n\n\nUNSIGNED-PAYLOAD</CanonicalRequest></Error>`
    const ours = `GET\n/b/k\nx-oss-security-token=CAIS${'a'.repeat(400)}\n\n\nUNSIGNED-PAYLOAD`
    const { stdout } = await run(['explain', xml, '--ours', '-'], { stdin: ours })
    expect(stdout).toContain('x-oss-security-token')
    expect(stdout).not.toMatch(/aaaa|bbbb/)
  })
})
