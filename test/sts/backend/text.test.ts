import { gzipSync } from 'node:zlib'
import { UploadError } from '../../../miniprogram/uploader/core/errors'
import type { Headers, Transport } from '../../../miniprogram/uploader/core/ports'
import { stsBackend } from '../../../miniprogram/uploader/sts/sts-backend'
import { BUCKET } from '../../local-cloud/rig/in-process'
import { never } from '../rig'
import { formFor, KB, partsFor, send, sendParts, useRigs } from './calls'

const rigWith = useRigs()

const textOf = (size: number): Uint8Array => Buffer.alloc(size, '上传的文字 ')

describe('a text of the client’s own backend', () => {
  it.each(['utf-8', 'gb18030'] as const)(
    'is stored with the charset that is certain, %s, by form and by parts',
    async (charset) => {
      const rig = await rigWith()
      const side = rig.side()
      const bytes = textOf(150 * KB)
      const declared = { size: bytes.length, type: 'text/plain', charset, name: '说明.txt' }
      const form = await formFor(side, declared)
      expect((await send(side, form, await rig.temp('a.txt', bytes))).status).toBe(200)
      const parts = await partsFor(side, { ...declared, partSize: 100 * KB })
      await sendParts(side, parts, bytes, [1, 2])
      for (const { upload } of [form, parts]) {
        const { url, type } = await side.backend.complete({ upload }, never)
        expect(type).toBe('text/plain')
        expect((await fetch(url)).headers.get('content-type')).toBe(`text/plain; charset=${charset}`)
      }
    },
  )

  it('keeps its charset in a renewed ticket', async () => {
    const rig = await rigWith()
    const side = rig.side()
    const first = await formFor(side, { size: 10, type: 'text/csv', charset: 'utf-8' })
    const renewed = await formFor(side, { size: 10, renew: first.upload })
    expect([first, renewed].map(({ fields }) => fields['Content-Type'])).toEqual([
      'text/csv; charset=utf-8',
      'text/csv; charset=utf-8',
    ])
  })

  it('has no charset in its type if none is certain, and none that is not in the list', async () => {
    const rig = await rigWith()
    const side = rig.side()
    const { fields, upload } = await formFor(side, { size: 10, type: 'text/plain' })
    expect(fields['Content-Type']).toBe('text/plain')
    const forged = JSON.stringify({ ...JSON.parse(upload), charset: 'utf-7' })
    await expect(side.backend.complete({ upload: forged }, never)).rejects.toMatchObject({ code: 'upload-invalid' })
  })

  it('is uploaded by the whole library with its charset', async () => {
    const rig = await rigWith()
    const uploader = rig.uploader()
    const { url } = await uploader.upload(await rig.temp('a.txt', textOf(2 * KB)), { route: 'any' }).done
    expect((await fetch(url)).headers.get('content-type')).toBe('text/plain; charset=utf-8')
  })
})

/** OSS compresses answers about texts for clients that accept gzip, as `wx` does; HEAD then tells that length, or none. */
const compressing = (transport: Transport, length: number | undefined): Transport => ({
  ...transport,
  async send(request, signal, onSent) {
    const answer = await transport.send(request, signal, onSent)
    if (request.method !== 'HEAD' || /[?&]objectMeta/.test(request.url)) return answer
    const { 'content-length': _, ...headers } = answer.headers
    const told: Headers = length === undefined ? {} : { 'content-length': String(length) }
    return { ...answer, headers: { ...headers, ...told, 'content-encoding': 'gzip' } }
  },
})

describe('a text about which OSS answers compressed', () => {
  it.each([
    ['the compressed length', (bytes: Uint8Array) => gzipSync(bytes).length],
    ['no length', () => undefined],
  ])('is confirmed although HEAD tells %s', async (_, lengthOf) => {
    const rig = await rigWith({ hidesUploadHeaders: true })
    const side = rig.side()
    const bytes = textOf(20 * KB)
    const ticket = await formFor(side, { size: bytes.length, type: 'text/plain', charset: 'utf-8' })
    await send(side, ticket, await rig.temp('a.txt', bytes))
    const options = {
      bucket: BUCKET,
      region: 'cn-hangzhou',
      endpoint: rig.cloud.ossUrl,
      prefix: 'own',
      credentials: () =>
        new Promise<unknown>((success, fail) =>
          rig.host().wx.request({ url: rig.existing.url, header: {}, success, fail }),
        ),
    }
    const transport = compressing(rig.ports.transport, lengthOf(bytes))
    const { backend } = stsBackend(options, { ...rig.ports, transport })
    expect(await backend.complete({ upload: ticket.upload }, never)).toMatchObject({ size: bytes.length })
  })

  it('is `stored-differs` if the object itself has another size', async () => {
    const rig = await rigWith({ hidesUploadHeaders: true })
    const side = rig.side()
    const bytes = textOf(20 * KB)
    const ticket = await formFor(side, { size: bytes.length, type: 'text/plain' })
    await send(side, ticket, await rig.temp('a.txt', bytes))
    const upload = JSON.stringify({ ...JSON.parse(ticket.upload), size: 7 })
    const failure = await side.backend.complete({ upload }, never).catch((error: UploadError) => error)
    expect(failure).toBeInstanceOf(UploadError)
    expect(failure).toMatchObject({ code: 'stored-differs', params: { size: bytes.length, declaredSize: 7 } })
  })
})
