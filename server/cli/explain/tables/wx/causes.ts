import { commandHere } from '../../../terminal/command-here'

/** Causes that have both a number and a text: what they mean in Chinese and English, then how to fix them. */

export const NETWORK = [
  '换个网络重试；上传库会自动退避重试。',
  'Try another network; the library backs off and retries.',
] as const

export const DOMAIN = [
  '请求的域名不在对应的合法域名列表里（request、uploadFile、downloadFile 是三个不同的列表）。',
  'The host is not in its domain list (request, uploadFile and downloadFile are three separate lists).',
  `把 ${commandHere('doctor --only domains')} 打印的内容填入列表；然后在手机上删除小程序再打开，或在开发者工具“详情 → 域名信息”刷新。`,
  `Enter what ${commandHere('doctor --only domains')} prints; then delete and reopen the mini-program on the phone, or refresh Details → Domains in DevTools.`,
] as const

export const GONE = [
  '临时文件已被微信清理，或路径不是本地路径。',
  'WeChat has removed the temporary file, or the path is not local.',
  '让用户重新选择文件。',
  'Ask the user to pick the file again.',
] as const
