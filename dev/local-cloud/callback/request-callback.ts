import type { Exchange } from '../cloud/cloud'
import { type OssError, ossError } from '../oss/errors'
import { parseBase64Object } from './base64-object'
import { type CallbackSpec, parseCallback } from './spec'

/** The callback of PutObject or CompleteMultipartUpload, with its variables. */
export interface RequestCallback {
  spec: CallbackSpec
  /** `x:name` → value */
  custom: ReadonlyMap<string, string>
}

const MAX_VAR_BYTES = 5 * 1024

/** Reads the callback from the headers or from the query, not from both; undefined if there is none. */
export function requestCallback({ request, query }: Exchange): RequestCallback | undefined {
  const inHeader = request.headers['x-oss-callback']
  const inQuery = query.get('callback')
  if (inHeader !== undefined && inQuery !== undefined) throw invalid('The callback was sent in header and query.')
  const callback = inHeader ?? inQuery
  if (callback === undefined) return undefined
  const variables = inHeader === undefined ? query.get('callback-var') : request.headers['x-oss-callback-var']
  return { spec: parseCallback(callback), custom: parseVariables(variables) }
}

function parseVariables(base64: string | undefined): Map<string, string> {
  const custom = new Map<string, string>()
  if (base64 === undefined) return custom
  const json = base64.length <= MAX_VAR_BYTES ? parseBase64Object(base64) : undefined
  if (!json) throw invalid('The callback-var is not json format.')
  for (const [name, value] of Object.entries(json)) {
    if (typeof value !== 'string' || /^x:.*[A-Z]/.test(name)) {
      throw invalid('Names in callback-var are in lower case, values are text.')
    }
    // OSS takes a name without the prefix too, but no variable of callbackBody has such a name.
    if (name.startsWith('x:')) custom.set(name, value)
  }
  return custom
}

function invalid(message: string): OssError {
  return ossError('InvalidArgument', message, { details: { ArgumentName: 'callback' } })
}
