import type { HttpAnswer } from '../../cloud/http'
import { EXPOSED, METHODS } from '../../setup/rules/cors'
import { type Check, error, type Finding, fact, warning } from '../check'

export const CORS_CHECK: Check = {
  id: 'cors',
  title: { zh: '跨域（网页上传）', en: 'CORS, for web pages' },
  why: {
    zh: '网页要能上传，存储空间得允许它的来源并暴露 ETag；小程序不受跨域限制。',
    en: 'For a web page to upload, the bucket has to allow its origin and expose ETag; mini-programs do not need it.',
  },
  needs: ['domain'],
  async run({ domain, settings: { http } }) {
    if (http.corsOrigins.length === 0)
      return [fact('none', '没有设置 CORS_ORIGINS：只有小程序时不需要', 'no CORS_ORIGINS: mini-programs need none')]
    const answers = await Promise.all(
      http.corsOrigins.flatMap((origin) =>
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

export function judgeCors(preflights: readonly Preflight[]): Finding[] {
  const refused = preflights.filter(({ origin, answer }) => !isAllowed(answer, origin))
  const hidden = EXPOSED.filter((name) =>
    preflights.some((one) => !refused.includes(one) && !exposed(one.answer).includes(name.toLowerCase())),
  )
  const found: Finding[] = []
  if (refused.length > 0) {
    const list = refused.map(({ origin, method }) => `${method} ${origin}`).join(', ')
    found.push(error('not-allowed', { zh: `不允许：${list}`, en: `not allowed: ${list}` }, MEND))
  }
  if (hidden.includes('ETag')) {
    found.push(
      error(
        'etag-hidden',
        {
          zh: '没有暴露 ETag：ali-oss 的分片上传会失败',
          en: 'ETag is not exposed: multipart upload of ali-oss fails without it',
        },
        MEND,
      ),
    )
  }
  const others = hidden.filter((name) => name !== 'ETag')
  if (others.length > 0) {
    found.push(
      warning('headers-hidden', { zh: `没有暴露 ${others.join(', ')}`, en: `not exposed: ${others.join(', ')}` }, MEND),
    )
  }
  return found
}

const isAllowed = ({ status, headers }: Preflight['answer'], origin: string): boolean =>
  status === 200 && ['*', origin].includes(headers['access-control-allow-origin'] ?? '')

const exposed = ({ headers }: Preflight['answer']): string[] =>
  (headers['access-control-expose-headers'] ?? '').split(',').map((name) => name.trim().toLowerCase())

const MEND = {
  mend: {
    zh: '写入需要的规则（别人的规则不动）；控制台在“数据安全 → 跨域设置”。',
    en: 'Write the rule that it takes (other people’s stay); in the console it is under Data Security → CORS.',
  },
  command: 'npx wx-oss-upload-server setup cors apply',
}
