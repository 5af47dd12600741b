/** Decides on each file by the route's rules: pure functions of the request and the route. */
import { type ErrorBody, type FileDeclaration, LIMITS } from '../../miniprogram/uploader/contract'
import type { ErrorCode } from '../../miniprogram/uploader/error-codes'
import { isAccepted } from '../content/accept'
import type { RouteRules } from '../define-routes/route'
import { type Layout, partCount } from '../oss/part-layout'

/** Why one file gets no ticket. The other files are not affected. */
export interface FileRefusal {
  code: ErrorCode
  params?: ErrorBody['params']
  /** A sentence that the route's hook wrote for the user. */
  userMessage?: string
}

export type Decision = { file: FileDeclaration } | { refusal: FileRefusal }

type FileRules = Pick<RouteRules, 'accept' | 'minSize' | 'maxSize' | 'maxFiles'>

/** One decision for each file, in order. */
export function decide(files: readonly FileDeclaration[], rules: FileRules): Decision[] {
  const counts: Counts = { files: 0, multipart: 0 }
  return files.map((file) => {
    // A renewed file was counted when it got its first ticket.
    if (file.renew === undefined) counts.files += 1
    if (file.partSize !== undefined) counts.multipart += 1
    const refusal = refuseCount(file, counts, rules) ?? refuse(file, rules)
    return refusal ? { refusal } : { file }
  })
}

/** Files so far, including the present one. */
interface Counts {
  files: number
  multipart: number
}

/** Of too many files the first ones still get their tickets. */
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
  if (!isAccepted(type, accept)) return { code: 'type-not-accepted', params: { type, accept: accept.join(', ') } }
  if (partSize === undefined || isLayoutAllowed({ size, partSize })) return undefined
  return { code: 'part-size-invalid', params: { size, partSize } }
}

const isLayoutAllowed = (layout: Layout): boolean =>
  layout.partSize >= LIMITS.leastPartBytes &&
  layout.partSize <= LIMITS.mostPartBytes &&
  partCount(layout) <= LIMITS.partsPerUpload
