import type { ErrorCode } from '../../miniprogram/uploader/error-codes'

/** Of every operation with a body. */
const BODY: readonly ErrorCode[] = ['bad-request', 'body-too-large']

/** Of every one that asks who calls. */
export const PERSONAL: readonly ErrorCode[] = [...BODY, 'unauthenticated', 'too-many-requests']
