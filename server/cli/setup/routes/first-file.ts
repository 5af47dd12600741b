import type { Text } from '../../terminal/language'

/** The editor's extension reads the first line: https://github.com/redhat-developer/yaml-language-server */
const head = (schema: string): string => `# yaml-language-server: $schema=./${schema}\n`

const WORDS = {
  file: {
    zh: '可以上传的文件。小程序按名称使用路由：',
    en: 'What may be uploaded. The mini-program names a route: ',
  },
  reload: {
    zh: '修改后向后端进程发送 SIGHUP，即可重新读取；文件有误时，原来的路由保持不变。',
    en: 'After a change, send SIGHUP to the backend. If this file has a fault, the routes stay as they were.',
  },
  accept: {
    zh: '媒体类型，或一类：image/*、audio/*、video/*、text/*、font/*，或加引号的 "*/*"。',
    en: 'Media types, or families: image/*, audio/*, video/*, text/*, font/*, and in quotes "*/*".',
  },
  maxSize: {
    zh: '单个文件的大小上限，单位为 KB、MB、GB（1024 进制），最大 5GB。',
    en: 'Largest size of one file, in KB, MB or GB (units of 1024). At most 5GB.',
  },
  maxFiles: { zh: '一次上传的文件数上限，默认 20。', en: 'Number of files in one call. Default: 20.' },
  visibility: {
    zh: 'private（默认）：只能通过签名 URL 读取。public：任何人都可以读取。',
    en: 'private (default): only by signed URL. public: everybody may read.',
  },
  styles: {
    zh: 'OSS 图片处理样式；thumbnail 指定缩略图的样式。',
    en: 'OSS image styles. thumbnail names the one of the thumbnails.',
  },
  input: {
    zh: '除文件以外，小程序还要发送的内容（JSON Schema）。',
    en: 'What the mini-program sends besides files, as JSON Schema.',
  },
} satisfies Record<string, Text>

const body = (
  say: (word: keyof typeof WORDS) => string,
): string => `# ${say('file')}uploader.upload(file, { route: 'photo' })
# ${say('reload')}
routes:
  photo:
    # ${say('accept')}
    accept: [image/*]
    # ${say('maxSize')}
    maxSize: 20MB
    # ${say('maxFiles')}
    maxFiles: 9
    # ${say('visibility')}
    visibility: private
    # ${say('styles')}
    styles:
      small: image/resize,w_200/format,webp
    thumbnail: small

  # report:
  #   accept: [application/pdf, text/csv]
  #   maxSize: 100MB
  #   keyPrefix: 2026/reports
  #   contentDisposition: attachment
  #   cacheControl: private, max-age=3600
  #   metadata: { source: mini-program }
  #   # ${say('input')}
  #   input:
  #     type: object
  #     properties:
  #       projectId: { type: integer, minimum: 1 }
  #     required: [projectId]
  #     additionalProperties: false
`

/** The first routes file of a team. Its commented route is valid as well. */
export const firstFile = (language: keyof Text, schema: string): string =>
  head(schema) + body((word) => WORDS[word][language])
