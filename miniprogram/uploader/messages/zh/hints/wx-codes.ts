import type { Texts, WxCode } from '../../explain'

export const ZH_WX_HINTS: Texts<WxCode> = {
  'too-many-connections':
    '微信最多允许 10 个并发连接、约 100 个打开的文件，上传库会排队并自动重试。仍然失败时，请检查小程序自身的请求或文件是否长时间没有关闭。',
  'out-of-memory': '内存不足（errno 111 / 602300）：请减少同时上传的文件。',
  'domain-not-listed': '把 {host} 加入小程序后台的 {list} 合法域名；开发时可在“详情-本地设置”勾选不校验合法域名。',
  'certificate-invalid': '{detail}。检查域名的证书：证书链、有效期与域名。',
  'privacy-not-declared':
    '在小程序后台“用户隐私保护指引”中声明“选中的照片或视频 / 文件”，审核通过后生效（errno 112）。',
  'privacy-refused': '用户拒绝了隐私授权（errno 103/104）；10 秒内不会再次弹窗。',
  'permission-denied': '系统权限被拒绝（errno 3），请调用 wx.openAppAuthorizeSetting，让用户允许。',
  'credentials-failed': 'createStsUploader 的 credentials 没有给出可用的临时访问凭证：{detail}。',
  unauthenticated: '没有会话或会话已过期。默认由 wx.login 自动换取；自带 headers 时，请检查其中的令牌。',
  'file-missing': '临时文件可能已被微信清理，或路径不是本地路径。',
  'file-unreadable': '{detail}。小程序没有权限读取此路径，或所在的宿主没有文件系统。',
  interrupted: '小程序进入后台 5 秒后微信会中断网络，回到前台后自动继续。只有在前台持续被中断几分钟，上传才会失败。',
  'login-failed': 'wx.login 没有给出 code，或者自带的 headers 出错：{detail}。',
  'type-not-accepted': '这条路由接受 {accept}，文件是 {type}：先看文件开头的字节，再看扩展名。',
  'content-refused': '声明的类型是 {declaredType}，内容是 {type}；对象已被后端删除，重试没有用。',
}
