import type { ObjectSettings } from './bucket'

/** The headers by which CopyObject and InitiateMultipartUpload set the properties of the new object. */
export const objectHeaders = (settings: Omit<ObjectSettings, 'acl'>): Record<string, string> => ({
  'Content-Type': settings.contentType,
  ...(settings.contentDisposition && { 'Content-Disposition': settings.contentDisposition }),
  ...(settings.cacheControl && { 'Cache-Control': settings.cacheControl }),
  ...settings.metadata,
})
