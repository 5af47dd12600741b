import type { BucketInfo } from '../../context/bucket-info'
import { type Check, error, type Finding, fact } from '../check'
import { unchecked } from '../refusals'

export const ACCELERATION: Check = {
  id: 'acceleration',
  title: { zh: '传输加速', en: 'transfer acceleration' },
  why: {
    zh: '加速域名要先开通传输加速才能使用，并且另外计费。',
    en: 'An acceleration domain works only after transfer acceleration is enabled, which costs extra.',
  },
  needs: ['bucket'],
  async run({ bucketInfo, settings }) {
    const info = await bucketInfo()
    return info ? judgeAcceleration(info, settings.oss.domain) : [unchecked('oss:GetBucketInfo')]
  },
}

function judgeAcceleration(
  { transferAcceleration }: Pick<BucketInfo, 'transferAcceleration'>,
  domain: string,
): Finding[] {
  const isUsed = /\.oss-accelerate(-overseas)?\.aliyuncs\.com$/.test(new URL(domain).hostname)
  if (isUsed && !transferAcceleration) {
    return [
      error(
        'not-accelerated',
        {
          zh: 'OSS_DOMAIN 是加速域名，但存储空间没有开通传输加速',
          en: 'OSS_DOMAIN is an acceleration domain, but transfer acceleration is not enabled for the bucket',
        },
        {
          fix: {
            zh: '在 OSS 控制台“Bucket 配置 → 传输加速”开通（约 30 分钟后生效），或换回普通域名。',
            en: 'Enable it in the OSS console (Bucket Settings → Transfer Acceleration; it takes about 30 minutes), or use an ordinary domain.',
          },
        },
      ),
    ]
  }
  if (!transferAcceleration) return [fact('off', '未开通（不需要）', 'not enabled; not needed')]
  return [
    fact(
      'on',
      isUsed ? '已开通，OSS_DOMAIN 使用加速域名' : '已开通，但 OSS_DOMAIN 不是加速域名',
      isUsed ? 'enabled, and OSS_DOMAIN uses it' : 'enabled, but OSS_DOMAIN does not use it',
    ),
  ]
}
