import type { Messages, WebCode } from '../explain'

export const ZH_WEB: Messages<WebCode> = {
  'origin-not-allowed': {
    message: '这个网页还不能上传，请联系管理员',
    hint: '{host} 不允许来自 {origin} 的网页：给存储空间设置跨域规则（CORS）；如果是后端，设置 CORS_ORIGINS。',
  },
  'script-missing': {
    message: '网页没有加载完整，请刷新后重试',
    hint: '上传库的第二个脚本没有加载：{detail}。检查它是否与第一个脚本一起发布，页面的 CSP 是否允许。',
  },
  unauthenticated: {
    message: '登录已失效，请重新登录',
    hint: '后端不接受这些 headers 里的会话：检查其中的令牌。',
  },
  'file-missing': {
    message: '文件不见了，请重新选择',
    hint: '刷新后浏览器没有保留它，或用户没有允许网页再次读取它。',
  },
  'file-unreadable': { message: '无法读取文件，请重新选择', hint: '浏览器无法读取它：{detail}。' },
  interrupted: {
    message: '连接被中断，请重试',
    hint: '浏览器冻结了页面，重新显示后会继续上传。只有在显示时持续被中断几分钟，上传才会失败。',
  },
  'login-failed': { message: '登录失败，请重试', hint: 'createUploader 的 headers 出错：{detail}。' },
  'type-not-accepted': {
    message: '不支持这种文件（{type}）',
    hint: '这条路由接受 {accept}。',
  },
  'content-refused': {
    message: '文件被拒绝：内容与类型不符',
    hint: '声明 {declaredType}，内容是 {type}。',
  },
}
