/** What the document says of each operation in Chinese, by its id. */
export const SUMMARIES_ZH: Readonly<Record<string, string>> = {
  createSession: '用 wx.login 的 code 换取会话。只有小程序用户在这里登录时才提供。',
  createUploads: '申请上传凭证，每个文件一个。某个文件被拒绝不影响其他文件。',
  signParts: '申请分片上传的更多签名，或者为签名已过期的分片重新申请。',
  resumeUpload: '查询 OSS 已有的分片，并得到其余分片的签名。',
  completeUpload: '完成分片上传，或者确认表单上传，并得到文件的 URL。可以重复调用。',
  abortUpload: '删除一次上传的全部内容，除非文件已经存储。可以重复调用。',
  callback: 'OSS 存储文件之后调用，并把响应转给上传的客户端。',
  createUrls: '为用户可以读取的文件生成新的 URL。某个 Key 被拒绝不影响其他 Key。',
  createCredentials: '只能写入用户自己目录的 STS 临时访问凭证。只有后端允许时才提供。',
  presign: '一次 PUT 的 URL（用 complete 确认），或一次 GET 的 URL。只有后端允许时才提供。',
  createHostUrls: '供应用自己的后端为任何用户的文件生成新的 URL。只有设置了后端密钥时才提供。',
  headFiles: '供应用自己的后端查询哪些文件存在，以及 OSS 中的信息。只有设置了后端密钥时才提供。',
  isAlive: '进程是否响应。响应头 x-client-address 说明调用者按哪个地址计数。',
  isReady: '后端能否签发上传凭证：STS 不可用或进程正在停止时返回 503。',
  metrics: 'Prometheus 指标，供本机的调用者，或带有指标令牌的调用者使用。',
  openapi: '本文档（OpenAPI）。',
  index: '这个后端是什么，以及文档在哪里。',
  docs: '本文档的网页。',
}

const KEY = 'uploads/photo/0123456789abcdef01234567/0123456789abcdef0123456789abcdef.jpg'
const UPLOAD = 'the upload of a ticket'

/** A body that is right, by the name of its schema. */
export const EXAMPLES: Readonly<Record<string, object>> = {
  SessionRequest: { code: 'the code of wx.login' },
  UploadsRequest: { route: 'photo', files: [{ name: 'beach.jpg', size: 28541, type: 'image/jpeg' }] },
  PartsRequest: { upload: UPLOAD, from: 1, count: 20 },
  ResumeRequest: { upload: UPLOAD },
  CompleteRequest: { upload: UPLOAD, crc64: '10332897515047129532' },
  AbortRequest: { upload: UPLOAD },
  UrlsRequest: { keys: [KEY] },
  PresignRequest: { method: 'PUT', route: 'photo', file: { name: 'beach.jpg', size: 28541, type: 'image/jpeg' } },
  HostUrlsRequest: { keys: [KEY] },
  HeadRequest: { keys: [KEY] },
}
