import { BUCKET, xmlText } from '../rig/in-process'
import type { Rows } from './error-client'

/** Errors of multipart uploads. */
export const MULTIPART_ROWS: Rows = {
  '400 InvalidArgument 0017-00000220: part 10001': async ({ multipart, send }) => {
    const { uploadId } = await multipart()
    return send({ method: 'PUT', key: 'm', query: { uploadId, partNumber: '10001' } })
  },
  '400 EntityTooSmall -: a part below 100 KB': async ({ complete, multipart }) => {
    const { uploadId, etags } = await multipart([1, 'small'], [2, 'last'])
    return complete(uploadId, [
      [1, etags[0] ?? ''],
      [2, etags[1] ?? ''],
    ])
  },
  '409 FileAlreadyExists 0042-00000214: a key that is taken when parts are joined': async ({
    complete,
    multipart,
    put,
  }) => {
    const { uploadId, etags } = await multipart([1, 'x'])
    await put({}, 'm')
    return complete(uploadId, [[1, etags[0] ?? '']], { 'x-oss-forbid-overwrite': 'true' })
  },
  '409 PartNotSequential -: a part out of order': async ({ send }) => {
    const initiated = await send({ method: 'POST', key: 'm', query: { uploads: '', sequential: '' } }, '')
    return send({
      method: 'PUT',
      key: 'm',
      query: { uploadId: xmlText(initiated.text, 'UploadId'), partNumber: '2' },
    })
  },
  '404 NoSuchUpload 0017-00000244: parts of an upload that is not there': ({ send }) =>
    send({ key: 'm', query: { uploadId: 'none' } }),
  '404 NoSuchUpload 0042-00000104: a part for an upload that is not there': ({ send }) =>
    send({ method: 'PUT', key: 'm', query: { uploadId: 'none', partNumber: '1' } }),
  '404 NoSuchUpload 0042-00000311: a copied part for an upload that is not there': async ({ put, send }) => {
    await put()
    const headers = { 'x-oss-copy-source': `/${BUCKET}/a` }
    return send({ method: 'PUT', key: 'm', query: { uploadId: 'none', partNumber: '1' }, headers })
  },
  '404 NoSuchUpload 0042-00000002: the end of an upload that is not there': ({ send }) =>
    send({ method: 'DELETE', key: 'm', query: { uploadId: 'none' } }),
  '400 InvalidPart -: a part that is not there': async ({ complete, multipart }) =>
    complete((await multipart([1, 'x'])).uploadId, [[2, '"x"']]),
  '400 InvalidPartOrder 0042-00000209: parts in the wrong order': async ({ complete, multipart }) => {
    const { uploadId, etags } = await multipart([1, 'x'], [2, 'y'])
    return complete(uploadId, [
      [2, etags[1] ?? ''],
      [1, etags[0] ?? ''],
    ])
  },
}
