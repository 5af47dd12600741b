import type { Entry } from '../entry'

const BY_HAND = {
  zh: '请求体通常是手工拼的：改用 wx.uploadFile 或库自带的上传；不要自己设 content-type（会丢 boundary）。',
  en: 'The body was probably put together by hand: use wx.uploadFile or the library, and set no content-type of your own (it destroys the boundary).',
}

/** The body of a request: forms, policies, sizes. https://help.aliyun.com/zh/oss/how-to-handle-common-errors-when-the-postobject-operation-is-called */
export const OSS_FORM: readonly Entry[] = [
  {
    code: 'InvalidPolicyDocument',
    what: { zh: 'policy 不是合法的文档。', en: 'The policy is not a valid document.' },
    todo: {
      zh: '签名的与发送的必须是同一段 base64：JSON 只序列化一次，expiration 用 toISOString() 的格式。',
      en: 'Sign and send one and the same base64: serialise the JSON once, and write expiration as toISOString() does.',
    },
  },
  {
    code: 'InvalidArgument',
    says: 'order of the fields',
    what: { zh: '表单里没有 key，或 key 排在 file 之后。', en: 'The form has no key, or has it behind file.' },
    todo: {
      zh: 'file 必须是最后一个字段，其后的字段 OSS 不读。',
      en: 'file must be the last field; OSS reads none behind it.',
    },
  },
  {
    code: 'InvalidArgument',
    says: 'signing region',
    what: { zh: '签名里的地域不是存储空间的地域。', en: 'The region in the signature is not the bucket’s.' },
    todo: {
      zh: '把 OSS_REGION 改成存储空间的地域（cn-hangzhou 这种形式，签名里不带 oss-）。',
      en: 'Set OSS_REGION to the bucket’s region (cn-hangzhou; signatures have no oss- before it).',
    },
  },
  {
    code: 'InvalidArgument',
    says: 'only one auth mechanism',
    what: {
      zh: '同时带了两种签名（请求头、URL、V1、V4）。',
      en: 'Two kinds of signature came at once (header, URL, V1, V4).',
    },
    todo: { zh: '只留一种。', en: 'Leave one.' },
  },
  {
    code: 'InvalidArgument',
    says: 'callback',
    what: { zh: 'callback 参数不合法。', en: 'The callback parameter is not valid.' },
    todo: {
      zh: '它应是 JSON 的 base64，不超过 5 KB，callbackUrl 是公网 http(s) 地址；原样使用凭证里的 callback。',
      en: 'It is base64 of JSON, at most 5 KB, with a public http(s) callbackUrl; use the ticket’s callback unchanged.',
    },
  },
  {
    code: 'InvalidArgument',
    what: { zh: '有参数不合法，ArgumentName 指出是哪个。', en: 'An argument is not valid; ArgumentName says which.' },
    todo: { zh: '对照 ArgumentName / ArgumentValue 修正。', en: 'Mend it by ArgumentName and ArgumentValue.' },
  },
  {
    code: 'FieldItemTooLong',
    what: {
      zh: '表单字段过长。若 ProposedSize 接近文件大小，是文件被当成了普通字段（file 部分写成了 filename*=，或名字不是 file）。',
      en: 'A form field is too long. If ProposedSize is about the file’s size, the file was taken for a field (its part says filename*=, or is not named file).',
    },
    todo: { zh: '文件部分写成 name="file"; filename="x"。', en: 'Write the file’s part as name="file"; filename="x".' },
  },
  {
    code: 'MalformedPOSTRequest',
    what: { zh: '表单请求体不完整或格式不对。', en: 'The form’s body is incomplete or malformed.' },
    todo: BY_HAND,
  },
  {
    code: 'RequestIsNotMultiPartContent',
    what: { zh: 'POST 的请求体不是 multipart/form-data。', en: 'The body of the POST is not multipart/form-data.' },
    todo: BY_HAND,
  },
  {
    code: 'IncorrectNumberOfFilesInPOSTRequest',
    what: { zh: '表单里没有名为 file 的部分，或不止一个。', en: 'The form has no part named file, or more than one.' },
    todo: {
      zh: 'wx.uploadFile 的 name 写 file，一次只传一个文件。',
      en: 'Give wx.uploadFile the name file, and one file a call.',
    },
  },
  {
    code: 'MaxPOSTPreDataLengthExceededError',
    what: { zh: 'file 之前的表单字段合计过大。', en: 'The fields before file are too large together.' },
    todo: { zh: '缩短路由的 input 或文件名。', en: 'Shorten the route’s input or the file’s name.' },
  },
  {
    code: 'EntityTooLarge',
    what: {
      zh: '文件比 policy 允许的大（ProposedSize / MaxSizeAllowed）。',
      en: 'The file is larger than the policy allows (ProposedSize, MaxSizeAllowed).',
    },
    todo: {
      zh: '凭证按声明的大小签发，一个字节都不能多：文件在申请凭证后变了，请重新选择。',
      en: 'A ticket is good for exactly the size declared: the file changed after the ticket was asked for; pick it again.',
    },
  },
  {
    code: 'EntityTooSmall',
    what: {
      zh: '文件比 policy 允许的小；分片上传时是除最后一片外有分片小于 100 KB。',
      en: 'The file is smaller than the policy allows; of a multipart upload: a part other than the last is under 100 KB.',
    },
    todo: { zh: '重新选择文件；分片大小至少 100 KB。', en: 'Pick the file again; make parts at least 100 KB.' },
  },
  {
    code: 'InvalidDigest',
    what: { zh: 'Content-MD5 与收到的字节不符。', en: 'Content-MD5 is not that of the bytes received.' },
    todo: {
      zh: '同样的字节再传一次；仍失败则是算法不对：应为 16 字节原值的 base64。',
      en: 'Send the same bytes once more; if it fails again, the digest is wrong: base64 of the 16 raw bytes.',
    },
  },
  {
    code: 'InvalidEncryptionAlgorithmError',
    what: {
      zh: '服务端加密方式不是 AES256、KMS 或 SM4。',
      en: 'The server-side encryption is none of AES256, KMS, SM4.',
    },
    todo: { zh: '改成其中之一，或去掉。', en: 'Use one of them, or none.' },
  },
  {
    code: 'MissingContentLength',
    what: { zh: '请求没有 Content-Length。', en: 'The request has no Content-Length.' },
    todo: { zh: '不要用 chunked 发送。', en: 'Do not send it chunked.' },
  },
  {
    code: 'MissingArgument',
    what: { zh: '缺少参数，ArgumentName 指出是哪个。', en: 'An argument is missing; ArgumentName says which.' },
    todo: { zh: '补上它。', en: 'Add it.' },
  },
  {
    code: 'MalformedXML',
    what: { zh: '请求体的 XML 不合法。', en: 'The XML of the body is not valid.' },
    todo: {
      zh: 'CORS 与生命周期请用 setup cors / setup lifecycle 写入；OPTIONS 不是可写的 AllowedMethod。',
      en: 'Write CORS and lifecycle rules by setup cors and setup lifecycle; OPTIONS is no AllowedMethod.',
    },
  },
  {
    code: 'BadRequest',
    what: { zh: '请求在传输中损坏。', en: 'The request was damaged on its way.' },
    todo: { zh: '再试一次。', en: 'Try once more.' },
  },
  {
    code: 'RequestTimeout',
    what: {
      zh: '请求体没有在时限内传完：网络太慢或中断。',
      en: 'The body did not come in time: a slow or broken network.',
    },
    todo: { zh: '换网络重试；大文件用分片上传。', en: 'Try another network; send big files in parts.' },
  },
]
