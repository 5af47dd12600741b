import type { ObjectSettings } from './bucket'

/** What CopyObject and InitiateMultipartUpload are told of the object to be. */
export const objectHeaders = (settings: Omit<ObjectSettings, 'acl'>): Record<string, string> => ({
  'Content-Type': settings.contentType,
  ...(settings.contentDisposition && { 'Content-Disposition': settings.contentDisposition }),
  ...(settings.cacheControl && { 'Cache-Control': settings.cacheControl }),
  ...settings.metadata,
})
