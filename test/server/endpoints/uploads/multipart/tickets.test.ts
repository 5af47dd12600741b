import { type Client, codeOf, leftIn, PART, type Rig, startRig } from './rig'

const GIGABYTE = 1024 ** 3

let rig: Rig
beforeAll(async () => {
  rig = await startRig({}, () => ({ limits: { bytesPerUserPerDay: 5 * GIGABYTE } }))
})
afterAll(() => rig.close())
beforeEach(() => rig.cloud.journal.clear())

const calls = (operation: string): number => rig.cloud.journal.count({ operation })

describe('asking for tickets', () => {
  const codes = (answer: Awaited<ReturnType<Client['uploads']>>) =>
    answer.body.uploads.map((upload) => ('error' in upload ? upload.error.code : upload.kind))
  const jpeg = { type: 'image/jpeg' }

  it('gives form and multipart tickets side by side, at most three of the latter in one call', async () => {
    const inParts = { ...jpeg, size: 2 * PART, partSize: PART }
    const answer = await rig.as('ann').uploads([inParts, { ...jpeg, size: 9 }, inParts, inParts, inParts])
    expect(codes(answer)).toEqual(['multipart', 'form', 'multipart', 'multipart', 'too-many-files'])
    expect(answer.body.uploads[4]).toMatchObject({ error: { params: { maxFiles: 3 } } })
    expect(calls('InitiateMultipartUpload')).toBe(3)
  })

  it.each([
    ['the smallest part size', { size: 5 * PART, partSize: PART }, 'multipart'],
    ['one byte less', { size: 5 * PART, partSize: PART - 1 }, 'part-size-invalid'],
    ['the largest part size', { size: 200 * 1024 ** 2, partSize: 100 * 1024 ** 2 }, 'multipart'],
    ['one byte more', { size: 200 * 1024 ** 2, partSize: 100 * 1024 ** 2 + 1 }, 'part-size-invalid'],
    ['10,000 parts', { size: 10_000 * PART, partSize: PART }, 'multipart'],
    ['one part more', { size: 10_000 * PART + 1, partSize: PART }, 'part-size-invalid'],
    ['no bytes', { size: 0, partSize: PART }, 'file-empty'],
  ])('with %s answers %s', async (_, file, outcome) => {
    const answer = await rig.as('ann').uploads([{ ...jpeg, ...file }])
    expect(codes(answer)).toEqual([outcome])
    if (outcome === 'part-size-invalid') expect(answer.body.uploads[0]).toMatchObject({ error: { params: file } })
  })

  it('for a renewal with a partSize is a bad request, and a multipart upload cannot be renewed', async () => {
    const ticket = await rig.as('ann').ticket(2 * PART)
    const file = { ...jpeg, size: 2 * PART, renew: ticket.upload }
    expect(codeOf(await rig.as('ann').uploads([{ ...file, partSize: PART }]))).toEqual([400, 'bad-request'])
    expect(codes(await rig.as('ann').uploads([file]))).toEqual(['upload-invalid'])
  })

  it('aborts all uploads if OSS fails for one of them', async () => {
    const inParts = { ...jpeg, size: 2 * PART, partSize: PART }
    const before = leftIn(rig.cloud).uploads.length
    rig.cloud.faults.inject('InitiateMultipartUpload', { kind: 'answer', status: 403, code: 'AccessDenied' })
    expect(codeOf(await rig.as('ann').uploads([inParts, inParts, inParts]))).toEqual([500, 'server-misconfigured'])
    while (calls('AbortMultipartUpload') < 2) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(leftIn(rig.cloud).uploads).toHaveLength(before)
  })

  it('counts the declared bytes of forms and parts, and nothing of a call that failed because of OSS', async () => {
    const carl = rig.as('carl')
    const ask = () => carl.uploads([{ ...jpeg, size: 3 * GIGABYTE, partSize: 1024 ** 2 }])
    rig.cloud.faults.inject('InitiateMultipartUpload', { kind: 'answer', status: 403, code: 'AccessDenied' }, 3)
    for (const _ of [1, 2, 3]) expect(codeOf(await ask())).toEqual([500, 'server-misconfigured'])
    expect(codes(await ask())).toEqual(['multipart'])
    expect(codeOf(await ask())).toEqual([429, 'too-many-requests'])
    expect(codes(await carl.uploads([{ ...jpeg, size: 2 * GIGABYTE }]))).toEqual(['form'])
  })
})
