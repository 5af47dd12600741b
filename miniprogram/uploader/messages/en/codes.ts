import type { Messages, SharedCode } from '../explain'

export const EN: Messages<SharedCode> = {
  'bad-request': {
    message: 'The request was not understood; update the app, or reload the page, and try again',
    hint: 'The body does not fit the contract: {issues}. See uploader/contract.ts; unknown fields are refused too.',
  },
  'body-too-large': {
    message: 'The request is too large',
    hint: 'A request body may have at most 64 KB: shrink `input`, or send fewer files at a time.',
  },
  'not-found': {
    message: 'The service address is wrong',
    hint: 'The backend has no such path. Check the path in `server` of createUploader.',
  },
  forbidden: {
    message: 'You may not do this',
    hint: 'The backend refused this user: it is another user’s upload, or routes.ts does not allow it.',
  },
  'too-many-requests': {
    message: 'Too many requests; try again {when}',
    hint: 'A rate limit or quota of the backend was hit. The library waits as Retry-After says, but not for more than 60 s.',
  },
  'server-error': {
    message: 'The service failed; try again later',
    hint: 'The backend had an internal error (perhaps onStored threw). Look up the requestId in its log.',
  },
  'server-misconfigured': {
    message: 'The service is not set up correctly; tell its operator',
    hint: 'The role, AccessKey, bucket or mounting of the backend is wrong. Look up the requestId in its log.',
  },
  'cloud-unavailable': {
    message: 'Cloud storage is unavailable; try again later',
    hint: 'The backend cannot reach STS or OSS; the library backs off and retries.',
  },
  'unknown-route': {
    message: 'There is no such kind of upload',
    hint: 'routes.ts has no “{route}”. It has: {routes}.',
  },
  'input-invalid': {
    message: 'Something you filled in is not right',
    hint: '`input` does not fit the route: {issues}.',
  },
  'too-many-files': {
    message: 'At most {maxFiles} files at a time',
    hint: 'More than the route’s maxFiles; the extra files were not sent. Pick fewer, or change routes.ts.',
  },
  'file-empty': {
    message: 'The file is empty',
    hint: 'It has 0 bytes; to accept empty files, set the route’s minSize to 0KB.',
  },
  'file-too-small': {
    message: 'The file is too small: {size}; at least {minSize}',
    hint: 'Under the route’s minSize. Pick another, or change routes.ts.',
  },
  'file-too-large': {
    message: 'The file is too large: {size}; at most {maxSize}',
    hint: 'Over the route’s maxSize. Compress it first, or change routes.ts.',
  },
  'part-size-invalid': {
    message: 'The file cannot be sent in parts; update the app, or reload the page, and try again',
    hint: '{size} cannot be split into parts of {partSize}: 100 KB to 100 MB each, at most 10000 parts.',
  },
  'upload-invalid': {
    message: 'The upload’s token is invalid; upload again',
    hint: 'The `upload` token was changed, is from another backend, or SESSION_SECRET was changed.',
  },
  'upload-expired': {
    message: 'The upload has expired; upload again',
    hint: 'The `upload` token is older than 7 days, or a lifecycle rule removed its parts.',
  },
  'not-stored': {
    message: 'The file has not arrived; try again',
    hint: 'OSS has no such object: the upload did not finish, or a lifecycle rule removed it after a day.',
  },
  'parts-missing': {
    message: 'Some of the file has not arrived; try again',
    hint: 'OSS holds {held} of {partCount} parts; the library sends those that are missing.',
  },
  'stored-differs': {
    message: 'The stored file differs from the original; upload again',
    hint: 'Size or CRC-64 of the object differs from what was declared; the backend has deleted it.',
  },
  'callback-refused': {
    message: 'The upload could not be confirmed; try again',
    hint: 'The callback is not signed by OSS, or its public key is at a host that is not allowed.',
  },
  'file-changed': {
    message: 'The file changed while it was being uploaded; pick it again',
    hint: 'Its size is not what it was when picked ({size}), so the upload was stopped.',
  },
  cancelled: { message: 'Cancelled', hint: 'Cancelled by the user or by code.' },
  network: {
    message: 'The network failed; check it and try again',
    hint: 'The connection broke or there is none: {detail}. The library has retried.',
  },
  timeout: {
    message: 'The upload timed out; try another network',
    hint: 'A request may take at least 1 minute, longer for a big file (50 KB/s), at most 10 minutes.',
  },
  'server-unreachable': {
    message: 'The server cannot be reached; try again later',
    hint: 'The backend {host} does not answer: {detail}. Check that it runs and that this device can reach it.',
  },
  'server-answer-invalid': {
    message: 'The server’s answer is not valid; try again later',
    hint: 'The backend’s answer does not fit the contract (HTTP {status}): it may be a gateway’s error page, or `server` names another service.',
  },
  'ticket-expired': {
    message: 'The upload’s ticket is no longer valid; try again',
    hint: 'OSS: {oss}. A new ticket did not help; check the backend’s clock, and whether its AccessKey or STS session was revoked.',
  },
  'signature-refused': {
    message: 'The upload’s ticket is not valid; tell the operator',
    hint: 'OSS: {oss}. Check the backend’s AccessKey, OSS_REGION and clock.',
  },
  'policy-refused': {
    message: 'The upload was refused; upload again',
    hint: 'OSS: {oss}. The form is not what the backend signed: a field was added, removed or changed.',
  },
  'access-denied': {
    message: 'Uploading is not permitted; tell the operator',
    hint: 'OSS: {oss}. Check the policies of the RAM role and of the bucket.',
  },
  'domain-forbidden': {
    message: 'The upload address cannot be used; tell the operator',
    hint: 'OSS: {oss}. New accounts need a custom domain with ICP filing: set OSS_DOMAIN.',
  },
  'already-exists': {
    message: 'The file already exists',
    hint: 'An object with this key exists (409); the library asks the backend whether it is this upload.',
  },
  'not-confirmed': {
    message: 'The file is stored but not confirmed; try again',
    hint: 'Stored, but the callback failed (203): {oss}. Do not upload again, confirm again; check that PUBLIC_URL can be reached from the internet.',
  },
  'oss-refused': {
    message: 'Cloud storage refused the upload',
    hint: 'OSS: {oss} (HTTP {status}, RequestId {ossRequestId}). Look it up with npx wx-oss-upload-server explain.',
  },
  'oss-unavailable': {
    message: 'Cloud storage is busy; try again later',
    hint: 'OSS: {oss} (HTTP {status}, RequestId {ossRequestId}). The library has backed off and retried.',
  },
  misuse: { message: 'The uploader is used wrongly', hint: '{detail}' },
}
