import { Fault } from '../../../http/fault'
import { code2session } from '../../../identity/code2session'
import { explanationOf } from '../../explain/explanation'
import { readInput } from '../../explain/read-input'
import { type Check, error, type Finding, fact, warning } from '../check'

export const WECHAT_CHECK: Check = {
  id: 'wechat',
  title: { zh: '微信登录', en: 'signing in by WeChat' },
  why: { zh: 'AppID 或 AppSecret 不对，谁都登录不了。', en: 'With a wrong AppID or AppSecret nobody can sign in.' },
  needs: ['configuration'],
  async run({ settings: { identity } }) {
    if (identity?.kind !== 'wechat') return [fact('not-used', '不用微信登录', 'users are not known by WeChat')]
    // No code of anybody's: WeChat looks at AppID and AppSecret first.
    return judgeAnswer(await code2session(identity)('doctor').catch((thrown: unknown) => thrown))
  },
}

export function judgeAnswer(answer: unknown): Finding[] {
  if (!(answer instanceof Fault)) return [UNEXPECTED]
  const text = String((answer.cause as Error | undefined)?.message ?? '')
  // 40029: it knows the mini-program, and that the code is none.
  if (answer.code === 'unauthenticated')
    return [fact('known', 'AppID 与 AppSecret 有效', 'AppID and AppSecret are valid')]
  const said = readInput(text)
  const { what, todo } = said ? explanationOf(said) : {}
  const found = { zh: `${what?.zh ?? ''} (${text})`.trim(), en: `${what?.en ?? ''} (${text})`.trim() }
  if (answer.code === 'server-misconfigured') return [error('wechat-refused', found, { mend: todo ?? CHECK })]
  return [warning('wechat-unreachable', { zh: text, en: text }, { mend: CHECK })]
}

const UNEXPECTED = warning(
  'wechat-unexpected',
  { zh: '微信接受了一个不存在的 code', en: 'WeChat took a code that does not exist' },
  { mend: { zh: '检查 WECHAT_ENDPOINT。', en: 'Check WECHAT_ENDPOINT.' } },
)

const CHECK = {
  zh: '从这台机器访问 https://api.weixin.qq.com；检查 WECHAT_ENDPOINT 与出口网络。',
  en: 'Open https://api.weixin.qq.com from this machine; check WECHAT_ENDPOINT and the network.',
}
