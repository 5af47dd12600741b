import type { Exchange } from '../cloud/cloud'
import type { Reply } from '../http/exchange'
import type { OssError } from './errors'

/** Adds a finished OSS request to the journal. */
export function addToJournal(exchange: Exchange, operation: string, reply: Reply, error: OssError | undefined): void {
  const { cloud, now, request, bucketName, key, principal, via, requestId, rule } = exchange
  cloud.journal.add({
    time: now,
    service: 'oss',
    operation,
    method: request.method,
    bucket: bucketName,
    key,
    who: principal.kind,
    via,
    accessKeyId: principal.kind === 'anonymous' ? '' : principal.accessKeyId,
    rule: error?.rule ?? rule,
    status: reply === 'reset' ? 0 : reply.status,
    code: error?.code ?? '',
    ec: error?.ec ?? '',
    message: error?.message ?? '',
    userAgent: request.headers['user-agent'] ?? '',
    requestId,
  })
}
