import { type Entry, entry } from './entry'

/** Errors of SDKs, above all of ali-oss, which they throw before they send anything. */
export const SDK: readonly Entry[] = [
  entry(
    'FILE_ARGUMENT',
    'ali-oss 收到的不是文件：浏览器里应为 File、Blob 或 Buffer，Node 里应为路径、Buffer 或流。',
    'ali-oss was not given a file: it takes a File, Blob or Buffer in a browser, and a path, a Buffer or a stream in Node.',
    '传入 input.files[0] 本身，不是事件、数组、base64 或地址。小程序不能使用 ali-oss：请用本库或 wx.uploadFile。',
    'Pass input.files[0] itself, not an event, an array, base64 or a URL. Mini-programs cannot use ali-oss: use this library or wx.uploadFile.',
  ),
  entry(
    'NO_KEYS',
    'SDK 没有拿到访问密钥。',
    'The SDK was given no AccessKey.',
    '检查读取密钥的代码：环境变量名、接口返回的字段名（AccessKeyId 与 accessKeyId 不同），以及是否在拿到之前就创建了客户端。',
    'Check the code that reads it: the names of the variables or of the fields (AccessKeyId is not accessKeyId), and whether the client is created before they arrive.',
  ),
  entry(
    'NO_BUCKET',
    'SDK 没有拿到存储空间、地域或 Endpoint，或格式不对。',
    'The SDK was given no bucket, region or endpoint, or a malformed one.',
    'ali-oss 的 region 写成 oss-cn-hangzhou，并设置 bucket；使用自定义域名时设置 endpoint 与 cname: true。',
    'Write region of ali-oss as oss-cn-hangzhou, and set bucket; with a custom domain set endpoint and cname: true.',
  ),
  entry(
    'NO_WEB_API',
    '这里没有浏览器的接口（如 XMLHttpRequest、FormData、Blob）：小程序与 Node 没有它们。',
    'There is no such API of browsers here (XMLHttpRequest, FormData, Blob, …): mini-programs and older versions of Node lack them.',
    '小程序里不要使用为网页编写的库（包括 ali-oss）：请用本库或 wx.uploadFile。',
    'Do not use libraries for web pages in a mini-program (ali-oss is one): use this library or wx.uploadFile.',
  ),
  entry(
    'CRC',
    '存储的内容与发送的内容校验和（CRC-64）不同：传输中损坏，或上传时文件被修改。',
    'The checksum (CRC-64) of the stored object differs from what was sent: it was damaged in transit, or the file changed meanwhile.',
    '重新上传；如果总是如此，检查代理，以及是否有程序在写这个文件。',
    'Upload it again. If it happens always, check proxies, and whether a program is writing to the file.',
  ),
]
