import type { MultipartTicket } from '../../../miniprogram/uploader/contract'
import { fixture } from '../fixture'
import { storedObject } from '../memory-bucket'

const PART = 102_400
const parts = { size: 2 * PART, type: 'text/csv', charset: 'gb18030', partSize: PART }

describe('the charset that a phone declares for parts', () => {
  const begun = async (file: object) => {
    const f = fixture()
    const ann = f.as('ann')
    const { body } = await ann.post('/v1/uploads', { route: 'file', files: [file] })
    return { f, ann, ticket: body.uploads?.[0] as MultipartTicket, answer: body }
  }

  it('is signed into the Content-Type of the object', async () => {
    const { f } = await begun(parts)
    expect([...f.bucket.uploads.values()]).toMatchObject([{ contentType: 'text/csv; charset=gb18030' }])
  })

  it('is ignored for what is not a text', async () => {
    const { f } = await begun({ ...parts, type: 'application/pdf' })
    expect([...f.bucket.uploads.values()]).toMatchObject([{ contentType: 'application/pdf' }])
  })

  it.each(['utf-7', 'iso-2022-jp', 'gb18030; x=y'])('is one of a closed list, without %s', async (charset) => {
    expect((await begun({ ...parts, charset })).answer.error?.code).toBe('bad-request')
  })

  it('is no difference between the object and its declaration, and is not in the answer', async () => {
    const { f, ann, ticket } = await begun(parts)
    const [{ key } = { key: '' }] = [...f.bucket.uploads.values()]
    f.bucket.uploads.clear()
    const contentType = 'text/csv; charset=gb18030'
    f.bucket.objects.set(key, storedObject({ size: parts.size, contentType, objectType: 'Multipart' }))
    f.bucket.content = Buffer.from('a,b\n')
    const { body } = await ann.post('/v1/uploads/complete', { upload: ticket.upload })
    expect(body.file).toMatchObject({ type: 'text/csv', size: parts.size })
  })
})
