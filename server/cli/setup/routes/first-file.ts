import type { Text } from '../../terminal/language'

/** The editor's extension reads the first line: https://github.com/redhat-developer/yaml-language-server */
const head = (schema: string): string => `# yaml-language-server: $schema=./${schema}\n`

const TEXT: Text = {
  zh: `# 可以上传的文件。小程序按名称使用路由：uploader.upload(file, { route: 'photo' })。
# 修改后向后端进程发送 SIGHUP，即可重新读取；文件有误时，原来的路由保持不变。
routes:
  photo:
    # 媒体类型，或一类：image/*、audio/*、video/*、text/*、font/*，或加引号的 "*/*"。
    accept: [image/*]
    # 单个文件的大小上限，单位为 KB、MB、GB（1024 进制），最大 5GB。
    maxSize: 20MB
    # 一次上传的文件数上限，默认 20。
    maxFiles: 9
    # private（默认）：只能通过签名 URL 读取。public：任何人都可以读取。
    visibility: private
    # OSS 图片处理样式；thumbnail 指定缩略图的样式。
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
  #   # 除文件以外，小程序还要发送的内容（JSON Schema）。
  #   input:
  #     type: object
  #     properties:
  #       projectId: { type: integer, minimum: 1 }
  #     required: [projectId]
  #     additionalProperties: false
`,
  en: `# What may be uploaded. The mini-program names a route: uploader.upload(file, { route: 'photo' }).
# After a change, send SIGHUP to the backend. If this file has a fault, the routes stay as they were.
routes:
  photo:
    # Media types, or families: image/*, audio/*, video/*, text/*, font/*, and in quotes "*/*".
    accept: [image/*]
    # Largest size of one file, in KB, MB or GB (units of 1024). At most 5GB.
    maxSize: 20MB
    # Number of files in one call. Default: 20.
    maxFiles: 9
    # private (default): only by signed URL. public: everybody may read.
    visibility: private
    # OSS image styles. thumbnail names the one of the thumbnails.
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
  #   # What the mini-program sends besides files, as JSON Schema.
  #   input:
  #     type: object
  #     properties:
  #       projectId: { type: integer, minimum: 1 }
  #     required: [projectId]
  #     additionalProperties: false
`,
}

/** The first routes file of a team. Its commented route is valid as well. */
export const firstFile = (language: keyof Text, schema: string): string => head(schema) + TEXT[language]
