import { type Entry, entry } from './entry'

const APP = 'mp.weixin.qq.com'

/** `errcode` of WeChat's server. https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html */
export const WECHAT: readonly Entry[] = [
  entry(-1, '微信繁忙。', 'WeChat is busy.', '请稍后重试。', 'Try again later.'),
  entry(40001, 'access_token 无效。', 'The access_token is invalid.', '重新获取。', 'Get a new one.'),
  entry(
    40002,
    'grant_type 不对。',
    'The grant_type is wrong.',
    '登录时应为 authorization_code。',
    'It must be authorization_code for sign-in.',
  ),
  entry(
    40013,
    'AppID 不对。',
    'The AppID is wrong.',
    `把 ${APP} “开发管理 → 开发设置”中的 AppID 复制到 WECHAT_APPID，它要与 project.config.json 一致。`,
    `Copy it from ${APP} (Development → Settings) to WECHAT_APPID. It must be the same in project.config.json.`,
  ),
  entry(
    40029,
    'wx.login 的 code 无效：已过期（5 分钟）、写错，或属于另一个小程序。',
    'The code of wx.login is invalid: it is older than 5 minutes, mistyped, or from another mini-program.',
    '每次登录都重新调用 wx.login；检查 AppID 是否为这个小程序的。',
    'Call wx.login again for each sign-in; check that the AppID is that of this mini-program.',
  ),
  entry(
    40125,
    'AppSecret 不对（可能被重置过）。',
    'The AppSecret is wrong (perhaps it was reset).',
    `在 ${APP} “开发管理 → 开发设置 → AppSecret”重置，并更新 WECHAT_SECRET。`,
    `Reset it at ${APP} (Development → Settings → AppSecret), and update WECHAT_SECRET.`,
  ),
  entry(40163, 'code 已被使用。', 'The code was already used.', '每个 code 只能使用一次。', 'Use each code only once.'),
  entry(
    40164,
    '后端的出口 IP 不在白名单中。',
    'The IP address of the backend is not on the whitelist.',
    `在 ${APP} “开发管理 → 开发设置 → IP 白名单”添加它。`,
    `Add it at ${APP} (Development → Settings → IP whitelist).`,
  ),
  entry(
    40226,
    '微信认为这个用户有风险，拒绝登录。',
    'WeChat refuses this user because of a high risk.',
    '提示用户稍后重试。',
    'Ask the user to try again later.',
  ),
  entry(41002, '缺少 appid。', 'appid is missing.', '设置 WECHAT_APPID。', 'Set WECHAT_APPID.'),
  entry(41004, '缺少 secret。', 'secret is missing.', '设置 WECHAT_SECRET。', 'Set WECHAT_SECRET.'),
  entry(
    41008,
    '缺少 code。',
    'code is missing.',
    '把 wx.login 的 code 发送给后端。',
    'Send the code of wx.login to the backend.',
  ),
  entry(42001, 'access_token 已过期。', 'The access_token has expired.', '重新获取。', 'Get a new one.'),
  entry(
    45009,
    '超过接口的每日额度。',
    'The daily quota of the API is used up.',
    '缓存会话，不要每次上传都登录。',
    'Keep the session; do not sign in for each upload.',
  ),
  entry(
    45011,
    '登录太频繁（每个用户每分钟 100 次）。',
    'Too many sign-ins (a user may sign in 100 times a minute).',
    '一分钟后重试，并缓存会话。',
    'Try again in a minute, and keep the session.',
  ),
]
