import type { HttpAnswer } from '../../../cloud/http'
import { EXPOSED, METHODS } from '../../../setup/rules/cors'
import { commandHere } from '../../../terminal/command-here'
import { type Check, error, type Finding, fact, warning } from '../check'

export const CORS_CHECK: Check = {
  id: 'cors',
  title: { zh: '跨域（网页上传）', en: 'CORS, for web pages' },
  why: {
    zh: '网页要上传，存储空间必须允许它的来源并暴露 ETag；小程序不受跨域限制。',
    en: 'For a web page to upload, the bucket must allow its origin and expose ETag. Mini-programs do not need CORS.',
  },
  needs: ['domain'],
  async run({ domain, settings: { corsOrigins = [] } }) {
    if (corsOrigins.length === 0)
      return [
        fact('none', '没有设置 CORS_ORIGINS（小程序不需要）', 'CORS_ORIGINS is not set; mini-programs do not need it'),
      ]
    const answers = await Promise.all(
      corsOrigins.flatMap((origin) =>
        METHODS.map(async (method) => ({ origin, method, answer: await domain.preflight(origin, method) })),
      ),
    )
    return judgeCors(answers)
  },
}

export interface Preflight {
  origin: string
  method: string
  answer: Pick<HttpAnswer, 'status' | 'headers'>
}

function judgeCors(preflights: readonly Preflight[]): Finding[] {
  const refused = preflights.filter(({ origin, answer }) => !isAllowed(answer, origin))
  const hidden = EXPOSED.filter((name) =>
    preflights.some((one) => !refused.includes(one) && !exposed(one.answer).includes(name.toLowerCase())),
  )
  const found: Finding[] = []
  if (refused.length > 0) {
    const list = refused.map(({ origin, method }) => `${method} ${origin}`).join(', ')
    found.push(error('not-allowed', { zh: `不允许：${list}`, en: `not allowed: ${list}` }, FIX))
  }
  if (hidden.includes('ETag')) {
    found.push(
      error(
        'etag-not-exposed',
        {
          zh: '没有暴露 ETag：ali-oss 的分片上传会失败',
          en: 'ETag is not exposed: multipart uploads of ali-oss fail without it',
        },
        FIX,
      ),
    )
  }
  const others = hidden.filter((name) => name !== 'ETag')
  if (others.length > 0) {
    found.push(
      warning(
        'headers-not-exposed',
        { zh: `没有暴露 ${others.join(', ')}`, en: `not exposed: ${others.join(', ')}` },
        FIX,
      ),
    )
  }
  return found
}

const isAllowed = ({ status, headers }: Preflight['answer'], origin: string): boolean =>
  status === 200 && ['*', origin].includes(headers['access-control-allow-origin'] ?? '')

const exposed = ({ headers }: Preflight['answer']): string[] =>
  (headers['access-control-expose-headers'] ?? '').split(',').map((name) => name.trim().toLowerCase())

const FIX = {
  fix: {
    zh: '写入需要的规则，其他规则保持不变；也可以在控制台“数据安全 → 跨域设置”修改。',
    en: 'Write the rule that is needed; all other rules stay. In the console it is under Data Security → CORS.',
  },
  command: commandHere('setup cors apply'),
}
