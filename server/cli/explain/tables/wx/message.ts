import { commandHere } from '../../../terminal/command-here'
import type { Entry } from '../entry'
import { DOMAIN, GONE, NETWORK } from './causes'

const text = (phrase: string, whatZh: string, whatEn: string, fixZh: string, fixEn: string): Entry => ({
  code: '',
  phrase,
  what: { zh: whatZh, en: whatEn },
  fix: { zh: fixZh, en: fixEn },
})

const CERTIFICATE = [
  '证书不被信任：已过期、证书链不完整、域名不符，或自签名。',
  'The certificate is not trusted: it has expired, is for another host name, is self-signed, or its chain is incomplete.',
  `换成有效的证书，并包含完整的中间证书（${commandHere('doctor --only certificate')} 会检查）。`,
  `Install a valid one with all its intermediates (${commandHere('doctor --only certificate')} checks it).`,
] as const

/** Texts in `errMsg` of `wx` calls. The first whose phrase is in it counts. */
export const WX_MESSAGE: readonly Entry[] = [
  // WeChat itself writes “interupted”.
  text(
    'interupt',
    '网络被中断：小程序进入后台 5 秒后，微信会中断网络。',
    'WeChat interrupted the network, 5 s after the mini-program was hidden.',
    '回到前台后会自动继续。',
    'The upload continues when the mini-program is shown again.',
  ),
  text(
    'parameter error',
    '传给 wx 接口的参数类型不对，错误信息写明了参数与应有的类型。',
    'An argument of the wx call has the wrong type; the message names the argument and the type.',
    '常见的是把数组或整个结果传给了 filePath：应为一个字符串，如 res.tempFiles[0].tempFilePath。',
    'Often an array or the whole result is passed as filePath: it is one string, such as res.tempFiles[0].tempFilePath.',
  ),
  text(
    'maximum size of the file storage',
    '小程序的本地存储已满（saveFile 等接口的总上限）。',
    'The storage of the mini-program is full (the limit of saveFile and similar calls).',
    '上传不需要 saveFile：直接使用临时路径；用 getSavedFileList 与 removeSavedFile 清理旧文件。',
    'Uploads do not need saveFile: use the temporary path. Remove old files with getSavedFileList and removeSavedFile.',
  ),
  text(
    'auth den',
    '用户拒绝了授权。',
    'The user refused the permission.',
    '说明用途后，用 wx.openSetting 引导用户打开权限。',
    'Say what it is for, then let the user enable it with wx.openSetting.',
  ),
  text(
    'access denied',
    '系统或用户不允许微信访问相册、相机或这个文件。',
    'The system or the user does not allow WeChat to use the photos, the camera or this file.',
    '调用 wx.openAppAuthorizeSetting，引导用户在系统设置里允许微信访问；读文件时检查路径是否属于本小程序。',
    'Call wx.openAppAuthorizeSetting, so that the user can allow it in the system settings. For a file, check that the path belongs to this mini-program.',
  ),
  text(
    'permission denied',
    '没有权限读这个路径，或系统不允许微信访问相册或相机。',
    'This path may not be read, or the system does not allow WeChat to use the photos or the camera.',
    '让用户重新选择文件；选择失败时调用 wx.openAppAuthorizeSetting。',
    'Ask the user to pick the file again; if the picker fails, call wx.openAppAuthorizeSetting.',
  ),
  text(
    'invalid url',
    '地址不合法或为空。',
    'The URL is invalid or empty.',
    '检查 createUploader 的 server，以及发给 wx 的地址是否带有 https://。',
    'Check `server` of createUploader, and that the URL begins with https://.',
  ),
  text('not in domain list', ...DOMAIN),
  text('certificate', ...CERTIFICATE),
  text('ssl', ...CERTIFICATE),
  text('file not found', ...GONE),
  text('no such file', ...GONE),
  text(
    'excced max',
    '打开的文件过多。',
    'Too many files are open.',
    '上传库会自动排队；关闭小程序自己不再使用的文件。',
    'The library queues its own; close the files that the mini-program no longer uses.',
  ),
  text(
    'exceed max',
    '并发上传超过上限。',
    'There are too many concurrent uploads.',
    '上传库会自动排队；检查小程序自己的并发上传。',
    'The library queues its own uploads; check those of the mini-program.',
  ),
  text(
    'interrupt',
    '网络被中断：小程序进入后台 5 秒后，微信会中断网络。',
    'WeChat interrupted the network, 5 s after the mini-program was hidden.',
    '回到前台后会自动继续。',
    'The upload continues when the mini-program is shown again.',
  ),
  text(
    'not declared in the privacy',
    '隐私指引里没有声明这个接口。',
    'The privacy guideline does not declare this API.',
    '在小程序后台的“用户隐私保护指引”中声明，审核通过后生效。',
    'Declare it in the privacy guideline of the mini-program’s console. It takes effect once approved.',
  ),
  text(
    'privacy permission',
    '用户没有同意隐私指引。',
    'The user has not agreed to the privacy guideline.',
    '说明用途后再请求。',
    'Say what it is for, then ask again.',
  ),
  text(
    'not authorized in gap',
    '用户刚刚拒绝了隐私指引，10 秒内不会再弹窗。',
    'The user refused the privacy guideline a moment ago; no prompt is shown for 10 s.',
    '稍后再请求。',
    'Ask again later.',
  ),
  text(':fail cancel', '用户取消。', 'The user cancelled.', '不必处理。', 'Nothing to do.'),
  text(':fail abort', '请求被取消。', 'The request was aborted.', '不必处理。', 'Nothing to do.'),
  text('timeout', '超时。', 'Timed out.', ...NETWORK),
  text('time out', '超时。', 'Timed out.', ...NETWORK),
  text('超时', '超时。', 'Timed out.', ...NETWORK),
  text('err_', '网络错误，原因见 net::ERR_…。', 'A network error; net::ERR_… says why.', ...NETWORK),
]
