import type { Journal } from '../../local-cloud'
import { stepOf, stepOfOperation } from '../step-of'
import type { RequestNote } from '../wire'
import type { BackendLine, BackendLog } from './backend-log'
import { OWN_REQUEST_ID } from './forward'

type Entry = Parameters<Journal['add']>[0]

export interface WatchedStack {
  journal: Journal
  backendLog: BackendLog
  /** The cloud's clock, ms since 1970. */
  now: () => number
  /** Whether a browser that has the preview open sends this User-Agent. */
  isOwnAgent(userAgent: string): boolean
}

/**
 * Reports every request that the local cloud and the backend answered, except those of the page's own phone, which
 * reports them itself. Returns a function that stops it.
 */
export function watchRequests(
  { journal, backendLog, now, isOwnAgent }: WatchedStack,
  report: (note: RequestNote) => void,
) {
  const { add } = journal
  journal.add = (entry) => {
    add(entry)
    const note = noteOfEntry(entry, now(), isOwnAgent(entry.userAgent))
    if (note) report(note)
  }
  backendLog.onLine((line) => {
    const note = noteOfLine(line)
    if (note) report(note)
  })
  return () => {
    journal.add = add
  }
}

const UPLOADING = ['PostObject', 'PutObject', 'UploadPart']

/** A callback with an answer is reported by the backend, which knows how long it took. */
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
    detail: { url: service === 'callback' ? key : '', journal: journalOf(entry) },
  }
}

/** The fields that say something, as text. */
function journalOf(entry: Entry): Record<string, string> {
  const { service, operation, bucket, key, who, via, accessKeyId, rule, ec, message, userAgent, requestId } = entry
  const all = { service, operation, bucket, key, who, via, accessKeyId, rule, ec, message, userAgent, requestId }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''))
}

/** Forms and signed URLs are used by clients; only the backend signs by header. */
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
    detail: { url: '', journal: { requestId } },
  }
}
