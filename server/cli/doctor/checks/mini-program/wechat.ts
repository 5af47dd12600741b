import { Fault } from '../../../../faults/fault'
import { code2session } from '../../../../identity/wechat/code2session'
import { explanationOf } from '../../../explain/explanation'
import { readInput } from '../../../explain/input/read-input'
import { type Check, error, type Finding, fact, warning } from '../check'

export const WECHAT_CHECK: Check = {
  id: 'wechat',
  title: { zh: '微信登录', en: 'WeChat login' },
  why: {
    zh: 'AppID 或 AppSecret 不对，任何用户都无法登录。',
    en: 'With a wrong AppID or AppSecret no user can sign in.',
  },
  needs: ['configuration'],
  async run({ settings: { identity } }) {
    if (identity?.kind !== 'wechat') return [fact('not-used', '不使用微信登录', 'WeChat login is not used')]
    // This is no valid code, but WeChat checks AppID and AppSecret first.
    return judgeAnswer(await code2session(identity)('doctor').catch((thrown: unknown) => thrown))
  },
}

function judgeAnswer(answer: unknown): Finding[] {
  if (!(answer instanceof Fault)) return [UNEXPECTED]
  const text = String((answer.cause as Error | undefined)?.message ?? '')
  // errcode 40029: AppID and AppSecret are right, only the code is invalid.
  if (answer.code === 'unauthenticated')
    return [fact('valid', 'AppID 与 AppSecret 有效', 'AppID and AppSecret are valid')]
  const reported = readInput(text)
  const { what, fix } = reported ? explanationOf(reported) : {}
  const found = {
    zh: what ? `${what.zh}（errcode ${reported?.code}）` : `微信的响应：${text}`,
    en: `${what?.en ?? ''} (${text})`.trim(),
  }
  if (answer.code === 'server-misconfigured') return [error('wechat-refused', found, { fix: fix ?? CHECK })]
  return [warning('wechat-unreachable', { zh: `微信没有正常响应：${text}`, en: text }, { fix: CHECK })]
}

const UNEXPECTED = warning(
  'wechat-unexpected',
  { zh: '微信接受了一个不存在的 code', en: 'WeChat accepted a code that does not exist' },
  { fix: { zh: '检查 WECHAT_ENDPOINT。', en: 'Check WECHAT_ENDPOINT.' } },
)

const CHECK = {
  zh: '在本机访问 https://api.weixin.qq.com；检查 WECHAT_ENDPOINT 与网络。',
  en: 'Open https://api.weixin.qq.com from this machine; check WECHAT_ENDPOINT and the network.',
}
