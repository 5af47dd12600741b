import type { FormTicket, UploadsAnswer } from '../miniprogram/uploader/contract'

/** The form at `index` of an answer to `POST /v1/uploads`, as a client puts it together. Fails if there is none. */
export function formIn({ form, uploads }: Partial<UploadsAnswer>, index = 0): FormTicket {
  const upload = uploads?.[index]
  if (!form || !upload || 'error' in upload || upload.kind !== 'form')
    throw new Error(`expected a form, got ${JSON.stringify(upload ?? { form, uploads })}`)
  return { ...form, ...upload, fields: { ...upload.fields, ...form.fields } }
}
