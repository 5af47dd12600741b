import type { Hono } from 'hono'
import { PATHS } from '../miniprogram/uploader/contract'
import { abort } from './confirm/abort'
import type { ServerContext } from './context'
import { Fault } from './faults/fault'
import { answer } from './http/answer'
import { identifyUpload } from './http/identify'
import { read } from './http/read'
import { abortRequest, partsRequest, resumeRequest } from './http/schemas'
import type { Traced } from './http/trace'
import { isMultipart, type MultipartUpload, type Upload } from './oss/upload-token'
import { moreParts, resume } from './tickets/more-parts'

/** What is asked about an upload between its ticket and its end. */
export function partsRoutes(app: Hono<Traced>, backend: ServerContext): void {
  app.post(PATHS.parts, async (c) => {
    const { upload: token, ...span } = await read(c.req.raw, partsRequest)
    const upload = inParts(await identifyUpload(c, token, backend))
    return answer(await moreParts(upload, span, backend), c.var.requestId)
  })

  app.post(PATHS.resume, async (c) => {
    const { upload: token } = await read(c.req.raw, resumeRequest)
    const upload = inParts(await identifyUpload(c, token, backend))
    return answer(await resume(upload, token, backend), c.var.requestId)
  })

  app.post(PATHS.abort, async (c) => {
    const { upload: token } = await read(c.req.raw, abortRequest)
    const upload = await identifyUpload(c, token, backend)
    return answer(await abort(upload, backend), c.var.requestId)
  })
}

/** @throws Fault `upload-invalid` for one that goes by form. */
function inParts(upload: Upload): MultipartUpload {
  if (!isMultipart(upload)) throw new Fault('upload-invalid')
  return upload
}
