import type { SharedCode, Texts } from '../../explain'

export const EN_HINTS: Texts<SharedCode> = {
  'bad-request':
    'The body does not fit the contract: {issues}. See uploader/contract.ts; unknown fields are refused too.',
  'body-too-large': 'A request body may have at most 64 KB: shrink `input`, or send fewer files at a time.',
  'not-found': 'The backend has no such path. Check the path in `server` of createUploader.',
  forbidden: 'The backend refused this user: it is another user’s upload, or routes.ts does not allow it.',
  'too-many-requests':
    'A rate limit or quota of the backend was hit. The library waits as Retry-After says, but not for more than 60 s.',
  'server-error': 'The backend had an internal error (perhaps onStored threw). Look up the requestId in its log.',
  'server-misconfigured':
    'The role, AccessKey, bucket or mounting of the backend is wrong. Look up the requestId in its log.',
  'cloud-unavailable': 'The backend cannot reach STS or OSS; the library backs off and retries.',
  'unknown-route': 'routes.ts has no “{route}”. It has: {routes}.',
  'input-invalid': '`input` does not fit the route: {issues}.',
  'too-many-files': 'More than the route’s maxFiles; the extra files were not sent. Pick fewer, or change routes.ts.',
  'file-empty': 'It has 0 bytes; to accept empty files, set the route’s minSize to 0KB.',
  'file-too-small': 'Under the route’s minSize. Pick another, or change routes.ts.',
  'file-too-large': 'Over the route’s maxSize. Compress it first, or change routes.ts.',
  'part-size-invalid': '{size} cannot be split into parts of {partSize}: 100 KB to 100 MB each, at most 10000 parts.',
  'upload-invalid': 'The `upload` token was changed, is from another backend, or SESSION_SECRET was changed.',
  'upload-expired': 'The `upload` token is older than 7 days, or a lifecycle rule removed its parts.',
  'not-stored': 'OSS has no such object: the upload did not finish, or a lifecycle rule removed it after a day.',
  'parts-missing': 'OSS holds {held} of {partCount} parts; the library sends those that are missing.',
  'stored-differs': 'Size or CRC-64 of the object differs from what was declared; the backend has deleted it.',
  'callback-refused': 'The callback is not signed by OSS, or its public key is at a host that is not allowed.',
  'file-changed': 'Its size is not what it was when picked ({size}), so the upload was stopped.',
  cancelled: 'Cancelled by the user or by code.',
  network: 'The connection broke or there is none: {detail}. The library has retried.',
  timeout: 'A request may take at least 1 minute, longer for a big file (50 KB/s), at most 10 minutes.',
  'server-unreachable':
    'The backend {host} does not answer: {detail}. Check that it runs and that this device can reach it.',
  'server-answer-invalid':
    'The backend’s answer does not fit the contract (HTTP {status}): it may be a gateway’s error page, or `server` names another service.',
  'ticket-expired':
    'OSS: {oss}. A new ticket did not help; check the backend’s clock, and whether its AccessKey or STS session was revoked.',
  'signature-refused': 'OSS: {oss}. Check the backend’s AccessKey, OSS_REGION and clock.',
  'policy-refused': 'OSS: {oss}. The form is not what the backend signed: a field was added, removed or changed.',
  'access-denied': 'OSS: {oss}. Check the policies of the RAM role and of the bucket.',
  'domain-forbidden': 'OSS: {oss}. New accounts need a custom domain with ICP filing: set OSS_DOMAIN.',
  'already-exists': 'An object with this key exists (409); the library asks the backend whether it is this upload.',
  'not-confirmed':
    'Stored, but the callback failed (203): {oss}. Do not upload again, confirm again; check that PUBLIC_URL can be reached from the internet.',
  'oss-refused':
    'OSS: {oss} (HTTP {status}, RequestId {ossRequestId}). Look it up with npx wx-oss-upload-server explain.',
  'oss-unavailable': 'OSS: {oss} (HTTP {status}, RequestId {ossRequestId}). The library has backed off and retried.',
  misuse: '{detail}',
}
