import type { Journal } from '../../local-cloud'
import { stepOf, stepOfOperation } from '../step-of'
import type { RequestNote } from '../wire'
import type { BackendLine, BackendLog } from './backend-log'
import { OWN_REQUEST_ID } from './forward'

type Entry = Parameters<Journal['add']>[0]

export interface Watched {
  journal: Journal
  backendLog: BackendLog
  /** Of the cloud. ms */
  now: () => number
  /** Whether a browser with the preview open says this of itself. */
  isOwnAgent(userAgent: string): boolean
}

/**
 * Tells of every request that the local cloud and the backend have answered, except those that the page's own phone
 * has seen itself. The answer ends it.
 */
export function watchRequests({ journal, backendLog, now, isOwnAgent }: Watched, tell: (note: RequestNote) => void) {
  const { add } = journal
  journal.add = (entry) => {
    add(entry)
    const note = noteOfEntry(entry, now(), isOwnAgent(entry.userAgent))
    if (note) tell(note)
  }
  backendLog.onLine((line) => {
    const note = noteOfLine(line)
    if (note) tell(note)
  })
  return () => {
    journal.add = add
  }
}

const UPLOADING = ['PostObject', 'PutObject', 'UploadPart']

/** A callback is the backend's to tell: it knows how long its part of it took. */
function noteOfEntry(entry: Entry, now: number, isOwn: boolean): RequestNote | undefined {
  const { service, operation, method, key, status, code, requestId, time } = entry
  if (operation === 'Options' || (isOwn && UPLOADING.includes(operation))) return undefined
  if (service === 'callback' && status !== 0) return undefined
  return {
    id: `${service}-${requestId}-${operation}`,
    from: originOf(entry, isOwn),
    step: service === 'callback' ? 'callback' : stepOfOperation(operation),
    method,
    path: service === 'sts' ? operation : `/${key.replace(/^https?:\/\/[^/]*\//, '')}`,
    status,
    ms: Math.max(0, now - time),
    code,
  }
}

/** A POST policy and a signed URL are for others to use; what is signed by header is the backend's own doing. */
function originOf({ service, via }: Entry, isOwn: boolean): RequestNote['from'] {
  if (service === 'callback') return 'oss'
  if (service === 'sts' || via === 'header') return 'backend'
  return isOwn ? 'phone' : 'elsewhere'
}

function noteOfLine({ requestId, method, path, status, ms, code = '' }: BackendLine): RequestNote | undefined {
  const step = stepOf(method, path)
  if (requestId.startsWith(OWN_REQUEST_ID) || step === 'other') return undefined
  return {
    id: `backend-${requestId}`,
    from: step === 'callback' ? 'oss' : 'elsewhere',
    step,
    method,
    path,
    status,
    ms,
    code,
  }
}
