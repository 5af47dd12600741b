import { UploadError } from '../../miniprogram/uploader/core/errors'
import { abortParts, completeParts, initiate, listParts } from '../../miniprogram/uploader/sts/multipart-calls'
import type { CallOss, OssCall } from '../../miniprogram/uploader/sts/oss-calls'
import { never } from './rig'

const xmlOf = (numbers: number[], next: number, isTruncated: boolean): string =>
  `<ListPartsResult><NextPartNumberMarker>${next}</NextPartNumberMarker><IsTruncated>${isTruncated}</IsTruncated>${numbers
    .map(
      (n) =>
        `<Part><PartNumber>${n}</PartNumber><ETag>&quot;E${n}&quot;</ETag><HashCrc64ecma>${n}</HashCrc64ecma><Size>9</Size></Part>`,
    )
    .join('')}</ListPartsResult>`

/** OSS as far as these calls see it: each is given the next answer. */
function oss(...answers: (string | UploadError)[]): { call: CallOss; asked: OssCall[] } {
  const asked: OssCall[] = []
  return {
    asked,
    call: async (request) => {
      asked.push(request)
      const answer = answers[asked.length - 1]
      if (answer instanceof UploadError) throw answer
      return { status: 200, headers: {}, text: answer ?? '' }
    },
  }
}

const gone = (): UploadError => new UploadError('already-exists', { params: { detail: 'NoSuchUpload', status: 404 } })

describe('the parts that OSS holds', () => {
  it('are read from all pages', async () => {
    const { call, asked } = oss(xmlOf([1, 2], 2, true), xmlOf([3], 3, true), xmlOf([7], 7, false))
    const parts = await listParts('k', 'U', call, never)
    expect(parts?.map(({ number }) => number)).toEqual([1, 2, 3, 7])
    expect(parts?.[0]).toEqual({ number: 1, size: 9, etag: '"E1"', crc64: '1' })
    expect(asked.map(({ query }) => query?.['part-number-marker'])).toEqual(['0', '2', '3'])
  })

  it('end with a page that leads nowhere', async () => {
    const { call, asked } = oss(xmlOf([], 0, true))
    expect(await listParts('k', 'U', call, never)).toEqual([])
    expect(asked).toHaveLength(1)
  })

  it('are none of an upload that it does not know, and a failure otherwise', async () => {
    expect(await listParts('k', 'U', oss(gone()).call, never)).toBeUndefined()
    const busy = oss(new UploadError('oss-unavailable', { params: { status: 503 } }))
    await expect(listParts('k', 'U', busy.call, never)).rejects.toMatchObject({ code: 'oss-unavailable' })
  })
})

it('a list to be put together names each part with its tag, and forbids to overwrite', async () => {
  const { call, asked } = oss('')
  const part = { size: 9, crc64: '1' }
  await completeParts(
    'k',
    'U',
    [
      { ...part, number: 1, etag: '"A"' },
      { ...part, number: 2, etag: '"B"' },
    ],
    call,
    never,
  )
  expect(asked).toEqual([
    {
      method: 'POST',
      key: 'k',
      query: { uploadId: 'U' },
      headers: { 'content-type': 'application/xml', 'x-oss-forbid-overwrite': 'true' },
      body:
        '<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>"A"</ETag></Part>' +
        '<Part><PartNumber>2</PartNumber><ETag>"B"</ETag></Part></CompleteMultipartUpload>',
    },
  ])
})

it('an upload is aborted until OSS knows it no more, since a late part may bring it back', async () => {
  const late = oss('', '', gone())
  expect(await abortParts('k', 'U', late.call, never)).toBe(true)
  expect(late.asked).toHaveLength(3)
  expect(await abortParts('k', 'U', oss('', '', '').call, never)).toBe(true)
  expect(await abortParts('k', 'U', oss(gone()).call, never)).toBe(false)
})

it('an answer without an upload id begins nothing', async () => {
  await expect(initiate('k', {}, oss('<html>').call, never)).rejects.toMatchObject({ code: 'oss-refused' })
})
