/** Who may upload what: pure functions of the request and the route. */
import { type ErrorBody, type FileDeclaration, LIMITS } from '../../miniprogram/uploader/contract'
import type { ErrorCode } from '../../miniprogram/uploader/error-codes'
import type { RouteRules } from '../define-routes/route'
import { Fault } from '../faults/fault'
import { type Layout, partCount } from '../oss/part-layout'

/** Why one file gets no ticket; the others may still. */
export interface FileRefusal {
  code: ErrorCode
  params?: ErrorBody['params']
  /** Of a hook, for the user. */
  userMessage?: string
}

export type Decision = { file: FileDeclaration } | { refusal: FileRefusal }

type FileRules = Pick<RouteRules, 'accept' | 'minSize' | 'maxSize' | 'maxFiles'>

/** One decision a file, in their order. @throws Fault `too-many-files` over what the contract allows. */
export function decide(files: readonly FileDeclaration[], rules: FileRules): Decision[] {
  if (files.length > LIMITS.filesPerCall) throw new Fault('too-many-files', { maxFiles: LIMITS.filesPerCall })
  const counts: Counts = { files: 0, multipart: 0 }
  return files.map((file) => {
    // A renewal is no further file: it was counted when it got its first ticket.
    if (file.renew === undefined) counts.files += 1
    if (file.partSize !== undefined) counts.multipart += 1
    const refusal = refuseCount(file, counts, rules) ?? refuse(file, rules)
    return refusal ? { refusal } : { file }
  })
}

/** So far, this one included. */
interface Counts {
  files: number
  multipart: number
}

/** The first ones of too many still get their tickets. */
function refuseCount({ renew, partSize }: FileDeclaration, counts: Counts, rules: FileRules): FileRefusal | undefined {
  const { maxFiles } = rules
  if (renew === undefined && counts.files > maxFiles) return { code: 'too-many-files', params: { maxFiles } }
  if (partSize === undefined || counts.multipart <= LIMITS.multipartPerCall) return undefined
  return { code: 'too-many-files', params: { maxFiles: LIMITS.multipartPerCall } }
}

function refuse({ size, type, partSize }: FileDeclaration, rules: FileRules): FileRefusal | undefined {
  const { accept, minSize, maxSize } = rules
  if (size < minSize) return size === 0 ? { code: 'file-empty' } : { code: 'file-too-small', params: { size, minSize } }
  if (size > maxSize) return { code: 'file-too-large', params: { size, maxSize } }
  if (!accept.includes(type)) return { code: 'type-not-accepted', params: { type, accept: accept.join(', ') } }
  if (partSize === undefined || canGoInParts({ size, partSize })) return undefined
  return { code: 'part-size-invalid', params: { size, partSize } }
}

const canGoInParts = (layout: Layout): boolean =>
  layout.partSize >= LIMITS.leastPartBytes &&
  layout.partSize <= LIMITS.mostPartBytes &&
  partCount(layout) <= LIMITS.partsPerUpload
