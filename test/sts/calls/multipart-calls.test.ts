import { UploadError } from '../../../miniprogram/uploader/core/errors'
import type { CallOss, OssRequest } from '../../../miniprogram/uploader/sts/calls/call-oss'
import { abortParts, completeParts, initiate, listParts } from '../../../miniprogram/uploader/sts/calls/multipart-calls'
import { never } from '../rig'

const xmlOf = (numbers: number[], next: number, isTruncated: boolean): string =>
  `<ListPartsResult><NextPartNumberMarker>${next}</NextPartNumberMarker><IsTruncated>${isTruncated}</IsTruncated>${numbers
    .map(
      (n) =>
        `<Part><PartNumber>${n}</PartNumber><ETag>&quot;E${n}&quot;</ETag><HashCrc64ecma>${n}</HashCrc64ecma><Size>9</Size></Part>`,
    )
    .join('')}</ListPartsResult>`

/** A fake OSS that gives these answers, in order. */
function oss(...answers: (string | UploadError)[]): { call: CallOss; requests: OssRequest[] } {
  const requests: OssRequest[] = []
  return {
    requests,
    call: async (request) => {
      requests.push(request)
      const answer = answers[requests.length - 1]
      if (answer instanceof UploadError) throw answer
      return { status: 200, headers: {}, text: answer ?? '' }
    },
  }
}

const gone = (): UploadError => new UploadError('already-exists', { params: { detail: 'NoSuchUpload', status: 404 } })

describe('listParts', () => {
  it('reads all pages', async () => {
    const { call, requests } = oss(xmlOf([1, 2], 2, true), xmlOf([3], 3, true), xmlOf([7], 7, false))
    const parts = await listParts('k', 'U', call, never)
    expect(parts?.map(({ number }) => number)).toEqual([1, 2, 3, 7])
    expect(parts?.[0]).toEqual({ number: 1, size: 9, etag: '"E1"', crc64: '1' })
    expect(requests.map(({ query }) => query?.['part-number-marker'])).toEqual(['0', '2', '3'])
  })

  it('ends with a page whose marker does not advance', async () => {
    const { call, requests } = oss(xmlOf([], 0, true))
    expect(await listParts('k', 'U', call, never)).toEqual([])
    expect(requests).toHaveLength(1)
  })

  it('gives undefined for an upload that OSS does not know', async () => {
    expect(await listParts('k', 'U', oss(gone()).call, never)).toBeUndefined()
  })

  it('rejects with any other failure', async () => {
    const busy = oss(new UploadError('oss-unavailable', { params: { status: 503 } }))
    await expect(listParts('k', 'U', busy.call, never)).rejects.toMatchObject({ code: 'oss-unavailable' })
  })
})

describe('completeParts', () => {
  it('lists each part with its ETag, and forbids overwriting', async () => {
    const { call, requests } = oss('')
    const part = { size: 9, crc64: '1' }
    const parts = [
      { ...part, number: 1, etag: '"A"' },
      { ...part, number: 2, etag: '"B"' },
    ]
    await completeParts('k', 'U', parts, call, never)
    expect(requests).toEqual([
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
})

describe('abortParts', () => {
  it('aborts until OSS does not know the upload any more, since a late part may be stored after an abort', async () => {
    const late = oss('', '', gone())
    expect(await abortParts('k', 'U', late.call, never)).toBe(true)
    expect(late.requests).toHaveLength(3)
  })

  it('gives up after three aborts', async () => {
    expect(await abortParts('k', 'U', oss('', '', '').call, never)).toBe(true)
  })

  it('says whether OSS knew the upload', async () => {
    expect(await abortParts('k', 'U', oss(gone()).call, never)).toBe(false)
  })
})

describe('initiate', () => {
  it('rejects an answer without an upload id', async () => {
    await expect(initiate('k', {}, oss('<html>').call, never)).rejects.toMatchObject({ code: 'oss-refused' })
  })
})
