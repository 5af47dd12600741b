import type { Texts, WebCode } from '../../explain'

export const ZH_WEB_HINTS: Texts<WebCode> = {
  'origin-not-allowed':
    '{host} 不允许来自 {origin} 的网页：给存储空间设置跨域规则（CORS）；如果是后端，设置 CORS_ORIGINS。',
  'script-missing': '上传库的第二个脚本没有加载：{detail}。检查它是否与第一个脚本一起发布，页面的 CSP 是否允许。',
  unauthenticated: '后端不接受这些 headers 里的会话：检查其中的令牌。',
  'file-missing': '刷新后浏览器没有保留它，或用户没有允许网页再次读取它。',
  'file-unreadable': '浏览器无法读取它：{detail}。',
  interrupted: '浏览器冻结了页面，重新显示后会继续上传。只有在显示时持续被中断几分钟，上传才会失败。',
  'login-failed': 'createUploader 的 headers 出错：{detail}。',
  'type-not-accepted': '这条路由接受 {accept}。',
  'content-refused': '声明 {declaredType}，内容是 {type}。',
}
