/** The types that OSS processes. https://help.aliyun.com/zh/oss/user-guide/resize-images-4 */
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

/** Whether `x-oss-process=image/…` works for this type and size. Without a size, the type alone decides. */
export const isProcessable = (mediaType: string, size = 0): boolean => SOURCES.has(mediaType) && size <= MOST_BYTES
