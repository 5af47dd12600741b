import type { Texts, WebCode } from '../explain'

export const ZH_WEB: Texts<WebCode> = {
  'origin-not-allowed': '这个网页还不能上传，请联系管理员',
  'script-missing': '网页没有加载完整，请刷新后重试',
  unauthenticated: '登录已失效，请重新登录',
  'file-missing': '文件不见了，请重新选择',
  'file-unreadable': '无法读取文件，请重新选择',
  interrupted: '连接被中断，请重试',
  'login-failed': '登录失败，请重试',
  'type-not-accepted': '不支持这种文件（{type}）',
  'content-refused': '文件被拒绝：内容与类型不符',
}
