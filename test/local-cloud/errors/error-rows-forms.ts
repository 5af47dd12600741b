import { formBody, pinnedForm, post, signForm, v4Fields } from '../rig/post-form'
import type { Rows } from './error-client'

/** Errors of forms. */
export const FORM_ROWS: Rows = {
  '400 InvalidPolicyDocument 0006-00000206: a policy with more in it': ({ session, test }) =>
    test.oss(post(signForm(session, { ...v4Fields(session), key: 'a' }, '{"more":1}'))),
  '400 InvalidArgument -: a form without a key': ({ session, test }) => {
    const { key: _, ...rest } = pinnedForm(session, { key: 'a' })
    return test.oss(post(rest))
  },
  '400 FieldItemTooLong -: a field of more than 2 MB': ({ test }) =>
    test.oss(post({ key: 'a'.repeat(2 * 1024 * 1024 + 1) })),
  '400 MalformedPOSTRequest -: a form that ends too early': ({ raw }) =>
    raw(formBody({ key: 'a' }, { bytes: 'x' }).subarray(0, 120)),
  '400 RequestIsNotMultiPartContent -: a POST that is no form': ({ test }) =>
    test.oss({ method: 'POST', headers: { 'content-type': 'text/plain' } }),
  '400 IncorrectNumberOfFilesInPOSTRequest -: a form without a file': ({ raw }) =>
    raw(Buffer.from(formBody({ key: 'a' }, { bytes: 'x' }).toString().replace('name="file"', 'name="other"'))),
  '400 MaxPOSTPreDataLengthExceededError -: fields of more than 8 MB': ({ test }) =>
    test.oss(post(Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [name, 'x'.repeat(2_000_000)])))),
  '400 EntityTooLarge -: a file above the range': ({ form }) => form({}, [['content-length-range', 0, 3]]),
  '400 EntityTooSmall -: a file below the range': ({ form }) => form({}, [['content-length-range', 1000, 2000]]),
  '400 MalformedXML -: CORS rules that are no XML': ({ send }) =>
    send({ method: 'PUT', key: '', query: { cors: '' } }, 'x'),
}
