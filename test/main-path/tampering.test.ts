import type { FormTicket, UploadsAnswer } from '../../miniprogram/uploader/contract'
import { PATHS } from '../../miniprogram/uploader/contract'
import { formIn } from '../form-in'
import { fetchBytes, jpeg, openSession, post, type Rig, startRig } from './rig'

let rig: Rig
let token: string
let bytes: Uint8Array

beforeAll(async () => {
  // Without a callback, the backend confirms nothing on its own.
  rig = await startRig({ callback: false })
  token = await openSession(rig.stack.url)
  bytes = jpeg(5000)
})
afterAll(() => rig.close())

async function freshTicket(): Promise<FormTicket> {
  const body = { route: 'photo', files: [{ size: bytes.length, type: 'image/jpeg' }] }
  return formIn((await (await post(rig.stack.url + PATHS.uploads, body, token)).json()) as UploadsAnswer)
}

async function postForm(
  url: string,
  fields: [string, string][],
  file = bytes,
): Promise<{ status: number; code: string }> {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  // Without the field Content-Type, OSS checks this one instead.
  form.append('file', new Blob([file as Uint8Array<ArrayBuffer>], { type: 'application/octet-stream' }), 'a.jpg')
  const response = await fetch(url, { method: 'POST', body: form })
  const code = /<Code>(.*)<\/Code>/.exec(await response.text())?.[1] ?? ''
  return { status: response.status, code }
}

const complete = (upload: string): Promise<Response> => post(rig.stack.url + PATHS.complete, { upload }, token)

const pinned = [
  'key',
  'success_action_status',
  'Content-Type',
  'x-oss-content-type',
  'x-oss-object-acl',
  'x-oss-forbid-overwrite',
  'x-oss-signature-version',
  'x-oss-credential',
  'x-oss-date',
  'x-oss-security-token',
  'policy',
  'x-oss-signature',
]

/** OSS's codes for a form that differs from the signed one. */
const REFUSALS = new Set([
  'AccessDenied',
  'InvalidArgument',
  'InvalidAccessKeyId',
  'InvalidPolicyDocument',
  'InvalidSecurityToken',
  'SecurityTokenExpired',
  'SignatureDoesNotMatch',
])

async function expectRefused(ticket: FormTicket, fields: [string, string][]): Promise<void> {
  const before = await rig.objects()
  const { status, code } = await postForm(ticket.url, fields)
  expect(status).toBeGreaterThanOrEqual(400)
  expect(REFUSALS).toContain(code)
  expect(await rig.objects()).toEqual(before)
}

describe('a valid ticket', () => {
  it('has exactly the fields that the tests below tamper with, and works', async () => {
    const ticket = await freshTicket()
    expect(Object.keys(ticket.fields).sort()).toEqual([...pinned].sort())
    expect(await postForm(ticket.url, Object.entries(ticket.fields))).toEqual({ status: 200, code: '' })
    expect((await complete(ticket.upload)).status).toBe(200)
  })

  it('accepts exactly its number of bytes', async () => {
    const ticket = await freshTicket()
    const fields = Object.entries(ticket.fields)
    const longer = Buffer.concat([bytes, Buffer.from('x')])
    expect(await postForm(ticket.url, fields, longer)).toEqual({ status: 400, code: 'EntityTooLarge' })
    expect(await postForm(ticket.url, fields, bytes.slice(1))).toEqual({ status: 400, code: 'EntityTooSmall' })
  })

  describe.each(['strict', 'lax'] as const)('where OSS is %s about extra fields', (extraFields) => {
    beforeAll(() => {
      rig.stack.cloud.settings.extraFields = extraFields
    })

    it.each(pinned)('is refused without %s', async (name) => {
      const ticket = await freshTicket()
      await expectRefused(
        ticket,
        Object.entries(ticket.fields).filter(([field]) => field !== name),
      )
    })

    it.each(pinned)('is refused with another %s', async (name) => {
      const ticket = await freshTicket()
      const changed = (value: string): string => (/^\d+$/.test(value) ? '201' : changeLast(value))
      await expectRefused(
        ticket,
        Object.entries(ticket.fields).map(([field, value]) => [field, field === name ? changed(value) : value]),
      )
    })
  })
})

const changeLast = (text: string): string => text.slice(0, -1) + (text.endsWith('A') ? 'B' : 'A')

/** Every field of PostObject that a ticket does not have. */
const extraFields: [name: string, value: string][] = [
  ['Cache-Control', 'public, max-age=31536000'],
  ['Content-Disposition', 'attachment; filename=evil.html'],
  ['Content-Encoding', 'gzip'],
  ['Expires', 'Thu, 01 Jan 2099 00:00:00 GMT'],
  ['acl', 'public-read-write'],
  ['success_action_redirect', 'https://evil.example/'],
  ['x-oss-storage-class', 'IA'],
  ['x-oss-storage-class', 'Archive'],
  ['x-oss-server-side-encryption', 'AES256'],
  ['x-oss-meta-evil', '1'],
  ['x-oss-tagging', 'a=b'],
  ['x:var', '1'],
  [
    'callback',
    Buffer.from(JSON.stringify({ callbackUrl: 'http://localhost:9/', callbackBody: 'a=1' })).toString('base64'),
  ],
]

describe('a field that OSS knows and the ticket does not have', () => {
  it.each(extraFields)('is refused where OSS is strict (%s: %s)', async (name, value) => {
    rig.stack.cloud.settings.extraFields = 'strict'
    const ticket = await freshTicket()
    await expectRefused(ticket, [[name, value], ...Object.entries(ticket.fields)])
  })

  it.each(extraFields)('does not change the confirmed file where OSS is lax (%s: %s)', async (name, value) => {
    rig.stack.cloud.settings.extraFields = 'lax'
    const ticket = await freshTicket()
    await postForm(ticket.url, [[name, value], ...Object.entries(ticket.fields)]).catch(() => undefined)
    const response = await complete(ticket.upload)
    const answer = (await response.json()) as { file: { key: string; url: string }; error?: { code: string } }
    if (response.status !== 200) {
      // Objects that cannot be read: one that must be restored first, and one that is declared compressed. The local
      // OSS has no tags in forms, and stores nothing.
      const codes: Record<string, string> = { Archive: 'stored-differs', gzip: 'stored-differs', 'a=b': 'not-stored' }
      expect(answer.error?.code).toBe(codes[value])
      return
    }
    const stored = (await rig.objects()).find(({ key }) => key === answer.file.key)
    expect(stored).toMatchObject({ acl: 'private', storageClass: 'Standard', meta: {}, size: bytes.length })
    expect(stored?.headers).toEqual({ 'Content-Type': 'image/jpeg' })
    expect(Buffer.compare(await fetchBytes(answer.file.url), bytes)).toBe(0)
  })
})
