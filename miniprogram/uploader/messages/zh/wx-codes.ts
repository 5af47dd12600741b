import type { Messages, WxCode } from '../explain'

export const ZH_WX: Messages<WxCode> = {
  'too-many-connections': {
    message: '连接数已满，请稍后重试',
    hint: '微信最多允许 10 个并发连接、约 100 个打开的文件，库会排队并自动重试。仍然失败时，请检查小程序自身的请求或文件是否长时间没有关闭。',
  },
  'out-of-memory': {
    message: '手机内存不足，请关闭其他应用后重试',
    hint: '内存不足（errno 111 / 602300）：请减少同时上传的文件。',
  },
  'domain-not-listed': {
    message: '上传服务尚未开通，请联系管理员',
    hint: '把 {host} 加入小程序后台的 {list} 合法域名；开发时可在“详情-本地设置”勾选不校验合法域名。',
  },
  'certificate-invalid': {
    message: '连接不安全，上传已停止',
    hint: '{detail}。检查域名的证书：证书链、有效期与域名。',
  },
  'privacy-not-declared': {
    message: '暂时无法选择文件，请联系管理员',
    hint: '在小程序后台“用户隐私保护指引”中声明“选中的照片或视频 / 文件”，审核通过后生效（errno 112）。',
  },
  'privacy-refused': {
    message: '需要同意隐私指引后才能选择文件',
    hint: '用户拒绝了隐私授权（errno 103/104）；10 秒内不会再次弹窗。',
  },
  'permission-denied': {
    message: '请在系统设置中允许微信访问相册或相机',
    hint: '系统权限被拒绝（errno 3），请调用 wx.openAppAuthorizeSetting，让用户允许。',
  },
  'credentials-failed': {
    message: '暂时无法获得上传授权，请稍后再试',
    hint: 'createStsUploader 的 credentials 没有给出可用的临时访问凭证：{detail}。',
  },
  unauthenticated: {
    message: '登录已失效，请重新登录',
    hint: '没有会话或会话已过期。默认由 wx.login 自动换取；自带 headers 时，请检查其中的令牌。',
  },
  'file-missing': {
    message: '文件不见了，请重新选择',
    hint: '临时文件可能已被微信清理，或路径不是本地路径。',
  },
  'file-unreadable': {
    message: '无法读取文件，请重新选择',
    hint: '{detail}。小程序没有权限读取此路径，或所在的宿主没有文件系统。',
  },
  interrupted: {
    message: '连接被中断，请重试',
    hint: '小程序进入后台 5 秒后微信会中断网络，回到前台后自动继续。只有在前台持续被中断几分钟，上传才会失败。',
  },
  'login-failed': { message: '登录失败，请重试', hint: 'wx.login 没有给出 code，或者自带的 headers 出错：{detail}。' },
  'type-not-accepted': {
    message: '不支持这种文件（{type}），可以上传：{accept}',
    hint: '这条路由接受 {accept}，文件是 {type}：先看文件开头的字节，再看扩展名。',
  },
  'content-refused': {
    message: '文件被拒绝：它自称“{declaredType}”，内容却是“{type}”',
    hint: '声明的类型是 {declaredType}，内容是 {type}；对象已被后端删除，重试没有用。',
  },
}
