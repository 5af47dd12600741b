import { commandHere } from '../../../terminal/command-here'
import type { Entry } from '../entry'

const BY_HAND = {
  zh: '请求体可能是手工拼接的：请使用 wx.uploadFile 或本库；不要自己设置 content-type，否则会丢失 boundary。',
  en: 'The body was probably composed by hand: use wx.uploadFile or this library, and do not set content-type yourself, or the boundary is lost.',
}

/** The body of a request: forms, policies, sizes. https://help.aliyun.com/zh/oss/how-to-handle-common-errors-when-the-postobject-operation-is-called */
export const OSS_FORM: readonly Entry[] = [
  {
    code: 'InvalidPolicyDocument',
    phrase: 'invalid json',
    what: {
      zh: 'policy 解码后不是合法的 JSON：常见的是对象没有 JSON.stringify 就编码（[object Object]）、编码了两次，或 base64 在传输中被改动（+ 变成空格、有换行）。',
      en: 'The decoded policy is not valid JSON. Often the object was encoded without JSON.stringify ([object Object]), it was encoded twice, or the base64 changed on its way (a + became a space, a line break).',
    },
    fix: {
      zh: '用 base64 -d 解码实际发送的 policy 看看；JSON 只序列化一次，编码一次，签名与发送同一段 base64。',
      en: 'Decode the policy that is really sent with base64 -d. Serialise the JSON once, encode it once, and sign and send the same base64.',
    },
  },
  {
    code: 'InvalidPolicyDocument',
    what: { zh: 'policy 的格式不合法。', en: 'The policy is malformed.' },
    fix: {
      zh: '签名的和发送的必须是同一段 base64：JSON 只序列化一次，expiration 用 toISOString() 的格式。',
      en: 'Sign and send the same base64: serialise the JSON once, and write expiration in the format of toISOString().',
    },
  },
  {
    code: 'InvalidArgument',
    phrase: 'order of the fields',
    what: { zh: '表单里没有 key，或 key 在 file 之后。', en: 'The form has no key, or the key comes after the file.' },
    fix: {
      zh: 'file 必须是最后一个字段，OSS 会忽略它之后的字段。',
      en: 'file must be the last field; OSS ignores fields after it.',
    },
  },
  {
    code: 'InvalidArgument',
    phrase: 'signing region',
    what: { zh: '签名里的地域不是存储空间的地域。', en: 'The region in the signature is not the bucket’s.' },
    fix: {
      zh: '把 OSS_REGION 改成存储空间的地域，如 cn-hangzhou，不带 oss-。',
      en: 'Set OSS_REGION to the bucket’s region, such as cn-hangzhou, without oss-.',
    },
  },
  {
    code: 'InvalidArgument',
    phrase: 'only one auth mechanism',
    what: {
      zh: '请求同时有两种签名（请求头、URL、V1、V4）。',
      en: 'The request has two kinds of signatures (header, URL, V1, V4).',
    },
    fix: { zh: '只保留一种。', en: 'Keep only one.' },
  },
  {
    code: 'InvalidArgument',
    phrase: 'callback',
    what: { zh: 'callback 参数不合法。', en: 'The callback parameter is not valid.' },
    fix: {
      zh: '它应为 JSON 的 base64，不超过 5 KB，callbackUrl 是公网的 http(s) 地址；请原样使用凭证里的 callback。',
      en: 'It must be base64 of JSON, at most 5 KB, with a public http(s) callbackUrl. Use the ticket’s callback unchanged.',
    },
  },
  {
    code: 'InvalidArgument',
    what: { zh: '有参数不合法，见 ArgumentName。', en: 'An argument is not valid; see ArgumentName.' },
    fix: {
      zh: '按 ArgumentName 与 ArgumentValue 修正。',
      en: 'Fix the argument that ArgumentName and ArgumentValue name.',
    },
  },
  {
    code: 'FieldItemTooLong',
    what: {
      zh: '表单字段过长。如果 ProposedSize 接近文件大小，说明文件被当成了普通字段（写成了 filename*=，或名称不是 file）。',
      en: 'A form field is too long. If ProposedSize is about the size of the file, OSS took the file for a field (its part has filename*=, or is not named file).',
    },
    fix: {
      zh: '把文件写成 name="file"; filename="x"。',
      en: 'Write the part of the file as name="file"; filename="x".',
    },
  },
  {
    code: 'MalformedPOSTRequest',
    what: { zh: '表单请求体不完整或格式不对。', en: 'The form’s body is incomplete or malformed.' },
    fix: BY_HAND,
  },
  {
    code: 'RequestIsNotMultiPartContent',
    what: { zh: 'POST 的请求体不是 multipart/form-data。', en: 'The body of the POST is not multipart/form-data.' },
    fix: BY_HAND,
  },
  {
    code: 'IncorrectNumberOfFilesInPOSTRequest',
    what: { zh: '表单里没有名为 file 的部分，或不止一个。', en: 'The form has no part named file, or more than one.' },
    fix: {
      zh: 'wx.uploadFile 的 name 必须是 file，一次只上传一个文件。',
      en: 'Call wx.uploadFile with the name file, and with one file at a time.',
    },
  },
  {
    code: 'MaxPOSTPreDataLengthExceededError',
    what: { zh: 'file 之前的表单字段合计过大。', en: 'The fields before the file are too large in total.' },
    fix: { zh: '缩短路由的 input 或文件名。', en: 'Shorten the input of the route or the name of the file.' },
  },
  {
    code: 'EntityTooLarge',
    what: {
      zh: '文件比 policy 允许的大（ProposedSize / MaxSizeAllowed）。',
      en: 'The file is larger than the policy allows (ProposedSize, MaxSizeAllowed).',
    },
    fix: {
      zh: '凭证只能上传声明的大小，一个字节都不能多：文件在申请凭证之后发生了变化，请重新选择。',
      en: 'A ticket only allows exactly the declared size. The file changed after the ticket was requested: pick it again.',
    },
  },
  {
    code: 'EntityTooSmall',
    what: {
      zh: '文件比 policy 允许的小；如果是分片上传，则有小于 100 KB 的分片（最后一个除外）。',
      en: 'The file is smaller than the policy allows. For a multipart upload: a part other than the last is under 100 KB.',
    },
    fix: { zh: '重新选择文件；分片大小至少 100 KB。', en: 'Pick the file again; use parts of at least 100 KB.' },
  },
  {
    code: 'InvalidDigest',
    what: { zh: 'Content-MD5 与收到的内容不符。', en: 'Content-MD5 does not match the received content.' },
    fix: {
      zh: '重新发送一次；如果仍然失败，说明 Content-MD5 的算法不对：应为 16 字节 MD5 的 base64。',
      en: 'Send it once more. If it fails again, Content-MD5 is computed wrongly: it must be base64 of the 16 bytes of the MD5.',
    },
  },
  {
    code: 'InvalidEncryptionAlgorithmError',
    what: {
      zh: '服务端加密方式不是 AES256、KMS 或 SM4。',
      en: 'The server-side encryption is not AES256, KMS or SM4.',
    },
    fix: { zh: '改成其中之一，或去掉。', en: 'Use one of them, or remove the header.' },
  },
  {
    code: 'MissingContentLength',
    what: { zh: '请求没有 Content-Length。', en: 'The request has no Content-Length.' },
    fix: { zh: '不要用 chunked 编码发送。', en: 'Do not use chunked encoding.' },
  },
  {
    code: 'MissingArgument',
    what: { zh: '缺少参数，见 ArgumentName。', en: 'An argument is missing; see ArgumentName.' },
    fix: { zh: '补上这个参数。', en: 'Add the argument.' },
  },
  {
    code: 'MalformedXML',
    what: { zh: '请求体的 XML 不合法。', en: 'The XML of the body is not valid.' },
    fix: {
      zh: `请用 ${commandHere('setup cors apply')} 与 ${commandHere('setup lifecycle apply')} 写入跨域规则与生命周期规则；AllowedMethod 不能是 OPTIONS。`,
      en: `Write CORS and lifecycle rules with ${commandHere('setup cors apply')} and ${commandHere('setup lifecycle apply')}; AllowedMethod cannot be OPTIONS.`,
    },
  },
  {
    code: 'BadRequest',
    phrase: 'your browser sent a request',
    what: {
      zh: 'OSS 的前端无法解析这个 HTTP 请求，还没有看到存储空间：请求行、Host 或请求头里有非法字符（没有编码的空格或中文），请求头过大，或请求在传输中损坏。',
      en: 'The front end of OSS could not parse the HTTP request, and did not get as far as the bucket: the request line, Host or a header has illegal characters (an unencoded space or Chinese), the headers are too large, or the request was damaged in transit.',
    },
    fix: {
      zh: '重试一次；如果总是如此，把 URL 里的 key 按 UTF-8 百分号编码，检查 Host 与自定义请求头。',
      en: 'Try again once. If it happens always, percent-encode the key in the URL as UTF-8, and check Host and your own headers.',
    },
  },
  {
    code: 'BadRequest',
    what: { zh: '请求在传输中损坏。', en: 'The request was corrupted in transit.' },
    fix: { zh: '请重试。', en: 'Try again.' },
  },
  {
    code: 'RequestTimeout',
    what: {
      zh: '请求体没有在时限内传完：网络太慢或中断。',
      en: 'The body did not arrive in time, because the network is slow or broken.',
    },
    fix: { zh: '换个网络重试；大文件使用分片上传。', en: 'Try another network; upload big files in parts.' },
  },
]
