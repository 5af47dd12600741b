import type { OssAnswer } from '../../cloud/oss'
import { type Check, type Finding, fact } from '../check'
import { refusal } from '../refusals'

export const DOMAIN: Check = {
  id: 'domain',
  title: { zh: '客户端用的域名', en: 'the domain that clients use' },
  why: {
    zh: '2025-03-20 之后开通 OSS 的账号，中国内地的默认域名不能上传下载。',
    en: 'For accounts that activated OSS after 20 March 2025 the default domain of mainland buckets serves no data.',
  },
  needs: ['bucket'],
  async run({ domain, session, keyFor, settings: { config } }) {
    const answer = await domain.call({ method: 'GET', key: keyFor('nothing') }, await session('read'))
    return judgeDomain(answer, config.oss.domain)
  },
}

/** What it says to a signed request for nothing. */
export function judgeDomain({ error: said }: OssAnswer, domain: string): Finding[] {
  if (said && said.code !== 'NoSuchKey' && said.code !== 'AccessDenied') return [refusal(said)]
  const found = [fact('domain', domain, domain)]
  if (isDefault(domain)) found.push(DEFAULT)
  return found
}

const isDefault = (domain: string): boolean =>
  /\.oss-(?!accelerate)[a-z0-9-]+\.aliyuncs\.com$/.test(new URL(domain).hostname)

const DEFAULT = fact(
  'default-domain',
  '默认域名：在浏览器里打开会变成下载；自定义域名没有这些限制',
  'a default domain: browsers save what they should show; a custom domain has no such limits',
)
