/** Real `SignatureDoesNotMatch` answers of the local OSS, whose verifier shares no code with our signer. */

import { postFormFields } from '../../../../server/oss/post-form'
import { encodePolicy, type FormField } from '../../../../server/oss/post-policy'
import { canonicalRequest, type Presignable, presignUrl } from '../../../../server/oss/presign'
import { formatDate } from '../../../../server/oss/signing-scope'
import { type Running, startTestCloud } from '../../../local-cloud/rig/test-cloud'
import { run } from '../run'

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
  presignUrl(running.cloud.ossUrl, requestOf(more), { ...running.cloud.root, accessKeySecret: secret }, scope())

/** What the cloud says, compared with a side of ours. */
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

describe('a signature that does not match', () => {
  it('with every line the same: the secret', async () => {
    const url = urlOf({}, 'another-secret')
    const { places, conclusion } = await compared(await fetch(url), '--request', url)
    expect([places, conclusion]).toEqual([[], expect.stringContaining('the AccessKey secret is wrong')])
  })

  it('a parameter that was added after signing is named', async () => {
    const signed = urlOf()
    const answer = await fetch(`${signed}&x-oss-process=image%2Fresize%2Cw_9`)
    const { places, causes } = await compared(answer, '--request', signed)
    expect(places).toEqual(['line 3: query parameter x-oss-process'])
    expect(causes[0]).toContain('added after signing')
  })

  it('a Content-Type other than the signed one is named, with what wx.request does', async () => {
    const headers = { 'content-type': 'image/jpeg' }
    const url = urlOf({ method: 'PUT', headers })
    const answer = await fetch(url, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: 'x' })
    const { places, causes } = await compared(answer, '--request', `PUT ${url}\ncontent-type: image/jpeg`)
    expect(places).toEqual(['header content-type'])
    expect(causes[0]).toContain('wx.request')
  })

  it('another method and another key are named', async () => {
    const url = urlOf({ method: 'PUT' })
    const answer = await fetch(url.replace('.jpg', '.png'), { method: 'DELETE' })
    const { places } = await compared(answer, '--request', `PUT ${url}`)
    expect(places).toEqual(['line 1: method', 'line 2: resource path'])
  })

  it('a canonical request of somebody else’s program: the bucket, the encoding, the empty value', async () => {
    const request = requestOf({ query: { acl: '' } })
    const answer = await fetch(urlOf({ query: { acl: '' } }, 'another-secret'))
    const xml = await answer.clone().text()
    // The dates of the two runs may differ by a second: what the cloud has is the base.
    const right = /<CanonicalRequest>([\s\S]*?)<\/CanonicalRequest>/.exec(xml)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(right).toContain(canonicalRequest(request, {}).split('\n')[1])
    const wrong = (from: string, to: string) => {
      expect(right).toContain(from)
      return compared(answer.clone(), '--ours', right.replace(from, to))
    }
    expect((await wrong(`/${request.bucket}/`, '/')).causes[0]).toContain('The bucket is missing')
    expect((await wrong('%20%281%29', '%20(1)')).causes[0]).toContain('upper-case hex')
    expect((await wrong('acl&', 'acl=&')).causes[0]).toContain('bare name')
    expect(await wrong('GET', 'HEAD')).toMatchObject({ places: ['line 1: method'] })
    expect((await compared(answer.clone(), '--ours', right)).conclusion).toContain('Every line is the same')
  })

  it('a string to sign: the region of the scope is named, and that the hash needs the canonical request', async () => {
    const answer = await fetch(urlOf({}, 'another-secret'))
    const xml = await answer.clone().text()
    const right = /<StringToSign>([\s\S]*?)<\/StringToSign>/.exec(xml)?.[1] ?? ''
    const region = await compared(answer.clone(), '--ours', right.replace('cn-hangzhou', 'oss-cn-hangzhou'))
    expect(region).toMatchObject({ places: ['line 3: scope'], causes: [expect.stringContaining('without oss-')] })
    const hash = await compared(answer, '--ours', right.replace(/[0-9a-f]{64}/, 'f'.repeat(64)))
    expect(hash).toMatchObject({ places: ['line 4: hash of the canonical request'] })
  })

  it('a policy that was serialised anew, and one that was changed', async () => {
    const form = {
      bucket: running.cloud.bucket,
      region: 'cn-hangzhou',
      key: 'a.jpg',
      size: 1,
      contentType: 'image/jpeg',
      expiresAt: Date.now() + 60_000,
    }
    const keys = { ...running.cloud.root, accessKeySecret: 'another-secret', expiresAt: Number.POSITIVE_INFINITY }
    const fields = postFormFields(form, keys, Date.now())
    const body = new FormData()
    for (const [name, value] of Object.entries(fields) as FormField[]) body.append(name, value)
    body.append('file', new Blob(['x']), 'x')
    const answer = await fetch(running.cloud.ossUrl, { method: 'POST', body })
    const plain = Buffer.from(fields.policy ?? '', 'base64').toString()
    const same = await compared(answer.clone(), '--request', JSON.stringify(fields))
    expect([same.places, same.conclusion]).toEqual([[], expect.stringContaining('secret is wrong')])
    const anew = encodePolicy(JSON.stringify(JSON.parse(plain), null, 1))
    expect(await compared(answer.clone(), '--ours', anew)).toMatchObject({
      places: ['the policy’s base64'],
      causes: [expect.stringContaining('serialised or encoded anew')],
    })
    const changed = encodePolicy(plain.replace('"a.jpg"', '"b.jpg"'))
    expect(await compared(answer, '--ours', changed)).toMatchObject({
      places: ['a condition of the policy', 'a condition of the policy'],
    })
  })

  it('V1 strings are compared, also where line ends are shown as \\n', async () => {
    const xml = (text: string) =>
      `<Error><Code>SignatureDoesNotMatch</Code><StringToSign>${text}</StringToSign></Error>`
    const theirs = 'PUT\\n\\napplication/json\\nTue, 23 May 2023 15:24:55 GMT\\n/bucket/?acl'
    const ours = 'PUT\n\nimage/jpeg\nTue, 23 May 2023 15:24:55 GMT\n/bucket/?acl\n'
    const { places } = await compared(new Response(xml(theirs)), '--ours', ours)
    expect(places).toEqual(['line 3: Content-Type'])
  })

  it('says so when OSS gave nothing to compare with, or the request cannot be read', async () => {
    const bare = '<Error><Code>SignatureDoesNotMatch</Code></Error>'
    expect((await compared(new Response(bare), '--ours', 'x')).conclusion).toContain('gave no StringToSign')
    const answer = await fetch(urlOf({}, 'another-secret'))
    expect((await compared(answer, '--request', 'what I did')).conclusion).toContain('Could not read --request')
  })

  it('shows where the tokens differ, but no token', async () => {
    const xml = `<Error><Code>SignatureDoesNotMatch</Code><StringToSign>OSS4-HMAC-SHA256\n1\n2\n3</StringToSign><CanonicalRequest>GET\n/b/k\nx-oss-security-token=CAIS${'b'.repeat(400)}\n\n\nUNSIGNED-PAYLOAD</CanonicalRequest></Error>`
    const ours = `GET\n/b/k\nx-oss-security-token=CAIS${'a'.repeat(400)}\n\n\nUNSIGNED-PAYLOAD`
    const { stdout } = await run(['explain', xml, '--ours', '-'], { stdin: ours })
    expect(stdout).toContain('x-oss-security-token')
    expect(stdout).not.toMatch(/aaaa|bbbb/)
  })
})
