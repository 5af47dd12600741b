import { type Entry, entry } from '../entry'

const APP = 'mp.weixin.qq.com'

/** `errcode` of WeChat's server. https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html */
export const WECHAT: readonly Entry[] = [
  entry(-1, '微信繁忙。', 'WeChat is busy.', '稍后再试。', 'Try again later.'),
  entry(40001, 'access_token 无效。', 'The access_token is invalid.', '重新获取。', 'Get a fresh one.'),
  entry(
    40002,
    'grant_type 不对。',
    'The grant_type is wrong.',
    '登录用 authorization_code。',
    'Signing in takes authorization_code.',
  ),
  entry(
    40013,
    'AppID 不对。',
    'The AppID is wrong.',
    `在 ${APP} “开发管理 → 开发设置”复制 AppID 到 WECHAT_APPID，并与 project.config.json 一致。`,
    `Copy it from ${APP} (Development → Settings) to WECHAT_APPID, and have the same in project.config.json.`,
  ),
  entry(
    40029,
    'wx.login 的 code 无效：过期（5 分钟）、抄错，或属于另一个小程序。',
    'The code of wx.login is invalid: older than 5 minutes, mistyped, or of another mini-program.',
    '每次登录重新 wx.login；核对 AppID 与小程序一致。',
    'Call wx.login anew for each sign-in; see that the AppID is that mini-program’s.',
  ),
  entry(
    40125,
    'AppSecret 不对（可能被重置过）。',
    'The AppSecret is wrong (perhaps it was reset).',
    `在 ${APP} “开发管理 → 开发设置 → AppSecret”重置并更新 WECHAT_SECRET。`,
    `Reset it at ${APP} (Development → Settings → AppSecret), and renew WECHAT_SECRET.`,
  ),
  entry(40163, 'code 已经用过。', 'The code was used before.', '每个 code 只能用一次。', 'Each code is good once.'),
  entry(
    40164,
    '后端的出口 IP 不在白名单。',
    'The backend’s IP is not on the list.',
    `在 ${APP} “开发设置 → IP 白名单”加入它。`,
    `Add it at ${APP} (Development → Settings → IP list).`,
  ),
  entry(
    40226,
    '微信认为这个用户高风险，拒绝登录。',
    'WeChat holds this user for high-risk and refuses.',
    '提示用户稍后再试。',
    'Ask the user to try again later.',
  ),
  entry(41002, '没有带 appid。', 'appid is missing.', '设置 WECHAT_APPID。', 'Set WECHAT_APPID.'),
  entry(41004, '没有带 secret。', 'secret is missing.', '设置 WECHAT_SECRET。', 'Set WECHAT_SECRET.'),
  entry(
    41008,
    '没有带 code。',
    'code is missing.',
    '把 wx.login 的 code 发给后端。',
    'Send wx.login’s code to the backend.',
  ),
  entry(42001, 'access_token 已过期。', 'The access_token has expired.', '重新获取。', 'Get a fresh one.'),
  entry(
    45009,
    '超过接口的每日额度。',
    'The API’s daily quota is used up.',
    '缓存会话，不要每次上传都登录。',
    'Keep sessions; do not sign in for each upload.',
  ),
  entry(
    45011,
    '登录太频繁（每个用户每分钟 100 次）。',
    'Too many sign-ins (100 a minute by one user).',
    '一分钟后再试，并缓存会话。',
    'Try again in a minute, and keep sessions.',
  ),
]
