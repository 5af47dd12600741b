import type { MultipartTicket, SignedParts } from '../../../miniprogram/uploader/contract'
import { UploadError } from '../../../miniprogram/uploader/core/errors'
import { partSignatures } from '../../../miniprogram/uploader/core/multipart/signatures'
import { virtualClock } from '../fake-ports'

const signed = (from: number, count: number, tag: string, expiresIn = 600): SignedParts => ({
  query: `uploadId=u&x-oss-date=${tag}`,
  headers: { 'content-type': 'application/octet-stream' },
  from,
  signatures: Array.from({ length: count }, (_, index) => `${tag}${from + index}`),
  expiresIn,
})

const ticket = (parts: SignedParts): MultipartTicket => ({
  kind: 'multipart',
  upload: 'token',
  url: 'https://bucket.example/key',
  partSize: 10,
  partCount: 9,
  ...parts,
})

/** @param answers to the requests for more signatures, in order; `asked` lists from which part on each was */
function signaturesOf(first: SignedParts, ...answers: (SignedParts | Error)[]) {
  const asked: number[] = []
  const clock = virtualClock()
  const signatures = partSignatures(
    ticket(first),
    async (from) => {
      asked.push(from)
      const answer = answers.shift()
      if (answer instanceof Error || !answer) throw answer ?? new Error('not expected')
      return answer
    },
    clock,
  )
  const pass = async (ms: number): Promise<void> => {
    let passed = false
    clock.after(ms, () => {
      passed = true
    })
    await clock.runUntil(() => passed)
  }
  const urls = async (...parts: number[]) =>
    (await Promise.all(parts.map((part) => signatures.of(part)))).map(({ url }) => url.slice(url.indexOf('date=') + 5))
  return { signatures, asked, pass, urls }
}

describe('partSignatures', () => {
  it('uses the ticket’s signatures first, each with the query of its batch', async () => {
    const { signatures, asked } = signaturesOf(signed(1, 3, 'a'))
    expect(await signatures.of(2)).toEqual({
      url: 'https://bucket.example/key?uploadId=u&x-oss-date=a&partNumber=2&x-oss-signature=a2',
      headers: { 'content-type': 'application/octet-stream' },
      batch: 1,
    })
    expect(asked).toEqual([])
  })

  it('asks once for all parts that wait, and keeps earlier signatures', async () => {
    const { asked, urls } = signaturesOf(signed(1, 2, 'a'), signed(3, 3, 'b'))
    expect(await urls(3, 4, 5, 1)).toEqual([
      'b&partNumber=3&x-oss-signature=b3',
      'b&partNumber=4&x-oss-signature=b4',
      'b&partNumber=5&x-oss-signature=b5',
      'a&partNumber=1&x-oss-signature=a1',
    ])
    expect(asked).toEqual([3])
  })

  it('asks again for a part that another’s batch does not cover', async () => {
    const { asked, urls } = signaturesOf(signed(1, 1, 'a'), signed(2, 2, 'b'), signed(7, 1, 'c'))
    expect(await urls(2, 7)).toEqual(['b&partNumber=2&x-oss-signature=b2', 'c&partNumber=7&x-oss-signature=c7'])
    expect(asked).toEqual([2, 7])
  })

  it('renews signatures half a minute, or half their life, before they expire', async () => {
    const long = signaturesOf(signed(1, 9, 'a', 600), signed(1, 9, 'b', 40), signed(1, 9, 'c', 600))
    await long.pass(570_000)
    expect(await long.urls(1)).toEqual(['a&partNumber=1&x-oss-signature=a1'])
    await long.pass(1)
    expect(await long.urls(1)).toEqual(['b&partNumber=1&x-oss-signature=b1'])
    await long.pass(20_000)
    expect(await long.urls(1)).toEqual(['b&partNumber=1&x-oss-signature=b1'])
    await long.pass(1)
    expect(await long.urls(1)).toEqual(['c&partNumber=1&x-oss-signature=c1'])
  })

  it('renews a batch that OSS found too old once for all parts', async () => {
    const { signatures, asked, urls } = signaturesOf(signed(1, 9, 'a'), signed(2, 8, 'b'))
    const { batch } = await signatures.of(2)
    expect([signatures.refused(batch), signatures.refused(batch)]).toEqual([true, false])
    expect(await urls(2, 3)).toEqual(['b&partNumber=2&x-oss-signature=b2', 'b&partNumber=3&x-oss-signature=b3'])
    expect(signatures.refused(batch)).toBe(false)
    expect(await urls(4)).toEqual(['b&partNumber=4&x-oss-signature=b4'])
    expect(asked).toEqual([2])
  })

  it('replaces all signatures by those of a fresh ticket', async () => {
    const { signatures, asked, urls } = signaturesOf(signed(1, 9, 'a'))
    signatures.replace(ticket(signed(3, 7, 'n')))
    expect(await urls(3)).toEqual(['n&partNumber=3&x-oss-signature=n3'])
    expect(asked).toEqual([])
  })

  it('fails all parts that wait if the request fails, and asks again for the next', async () => {
    const down = new UploadError('server-unreachable')
    const { signatures, asked, urls } = signaturesOf(signed(1, 1, 'a'), down, signed(2, 2, 'b'))
    const waiting = [2, 3].map((part) => signatures.of(part).catch((error: UploadError) => error.code))
    expect(await Promise.all(waiting)).toEqual(['server-unreachable', 'server-unreachable'])
    expect(await urls(2)).toEqual(['b&partNumber=2&x-oss-signature=b2'])
    expect(asked).toEqual([2, 2])
  })

  it.each([
    ['none', signed(2, 0, 'b')],
    ['those of other parts', signed(5, 2, 'b')],
  ])('does not ask without end if the backend returns %s', async (_, answer) => {
    const { signatures, asked } = signaturesOf(signed(1, 1, 'a'), answer)
    await expect(signatures.of(2)).rejects.toMatchObject({ code: 'server-answer-invalid' })
    expect(asked).toEqual([2])
  })
})
