import type { Texts, WxCode } from '../explain'

export const ZH_WX: Texts<WxCode> = {
  'too-many-connections': '连接数已满，请稍后重试',
  'out-of-memory': '手机内存不足，请关闭其他应用后重试',
  'domain-not-listed': '上传服务尚未开通，请联系管理员',
  'certificate-invalid': '连接不安全，上传已停止',
  'privacy-not-declared': '暂时无法选择文件，请联系管理员',
  'privacy-refused': '需要同意隐私指引后才能选择文件',
  'permission-denied': '请在系统设置中允许微信访问相册或相机',
  'credentials-failed': '暂时无法获得上传授权，请稍后再试',
  unauthenticated: '登录已失效，请重新登录',
  'file-missing': '文件不见了，请重新选择',
  'file-unreadable': '无法读取文件，请重新选择',
  interrupted: '连接被中断，请重试',
  'login-failed': '登录失败，请重试',
  'type-not-accepted': '不支持这种文件（{type}），可以上传：{accept}',
  'content-refused': '文件被拒绝：它自称“{declaredType}”，内容却是“{type}”',
}
