/** Extensions of keys by media type. The user's own file name never decides. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/heic': 'heic',
  'image/heif': 'heif',
  'image/bmp': 'bmp',
  'image/avif': 'avif',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/aac': 'aac',
  'audio/wav': 'wav',
  'audio/amr': 'amr',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/json': 'json',
  'application/msword': 'doc',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.ms-powerpoint': 'ppt',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'text/plain': 'txt',
  'text/csv': 'csv',
}

/** `image/jpeg` → `jpg`; an unlisted type → `bin`. */
export const extensionOf = (mediaType: string): string =>
  Object.hasOwn(EXTENSIONS, mediaType) ? (EXTENSIONS[mediaType] ?? 'bin') : 'bin'

const TYPES = new Map(Object.entries(EXTENSIONS).map(([mediaType, extension]) => [extension, mediaType]))

/** `jpg` → `image/jpeg`; empty for an unlisted extension. */
export const mediaTypeOf = (extension: string): string => TYPES.get(extension) ?? ''

/** Lower case, without parameters. Narrower than RFC 6838, because `$` has a special meaning in a POST policy. */
export const MEDIA_TYPE = /^(?=.{3,127}$)[a-z0-9][a-z0-9.+_-]*\/[a-z0-9][a-z0-9.+_-]*$/

/** Types whose scripts a browser runs when it shows them in place. */
export const runsInBrowsers = (mediaType: string): boolean => /[/+](html|xhtml|xml|javascript)\b/.test(mediaType)
