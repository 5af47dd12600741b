/** The pages that use ali-oss. This file imports nothing, since server and pages read it. */
export const ALI_OSS_PAGES = [
  { name: 'upload-to-ali', path: '/ali-oss/upload-to-ali/', label: 'uploadToAli' },
  { name: 'put-or-multipart', path: '/ali-oss/put-or-multipart/', label: 'put / multipartUpload' },
  { name: 'presigned', path: '/ali-oss/presigned/', label: 'presigned PUT / GET' },
] as const

/** The official browser bundle. */
export const ALI_OSS_SDK = '/aliyun-oss-sdk.min.js'
