/** What OSS makes pictures of. https://help.aliyun.com/zh/oss/user-guide/resize-images-4 */
const SOURCES: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/bmp',
  'image/gif',
  'image/webp',
  'image/tiff',
  'image/heic',
  'image/avif',
])

const MOST_BYTES = 20 * 1024 ** 2

/** Whether `x-oss-process=image/…` works on it. Without a `size`: if it is not too large. */
export const isProcessable = (mediaType: string, size = 0): boolean => SOURCES.has(mediaType) && size <= MOST_BYTES
