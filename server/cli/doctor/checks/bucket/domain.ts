import type { OssAnswer } from '../../../cloud/oss'
import { type Check, type Finding, fact } from '../check'
import { refusal } from '../refusals'
import { otherBucket } from './other-bucket'

export const DOMAIN: Check = {
  id: 'domain',
  title: { zh: '客户端使用的域名', en: 'domain for clients' },
  why: {
    zh: '2025-03-20 之后开通 OSS 的账号，中国内地的存储空间不能用默认域名上传下载。',
    en: 'Accounts that activated OSS after 20 March 2025 cannot use the default domain of buckets in the Chinese mainland.',
  },
  needs: ['bucket'],
  async run({ domain, session, keyFor, settings }) {
    const answer = await domain.call({ method: 'GET', key: keyFor('nothing') }, await session('read'))
    const other = answer.error && otherBucket(answer.error, settings.oss.bucket, 'OSS_DOMAIN')
    return other ? [other] : judgeDomain(answer, settings.oss.domain)
  },
}

/** Judges the answer to a signed request for a missing object. */
export function judgeDomain({ error: refused }: OssAnswer, domain: string): Finding[] {
  if (refused && refused.code !== 'NoSuchKey' && refused.code !== 'AccessDenied') return [refusal(refused)]
  const found = [fact('domain', domain, domain)]
  if (isDefault(domain)) found.push(DEFAULT)
  return found
}

const isDefault = (domain: string): boolean =>
  /\.oss-(?!accelerate)[a-z0-9-]+\.aliyuncs\.com$/.test(new URL(domain).hostname)

const DEFAULT = fact(
  'default-domain',
  '这是默认域名：浏览器会下载文件而不是显示；自定义域名没有这个限制',
  'this is a default domain: browsers download files instead of showing them; custom domains do not have this limit',
)
