import type { BucketInfo } from '../bucket-info'
import { type Check, error, type Finding, fact } from '../check'
import { cannotSee } from '../refusals'

export const ACCELERATION: Check = {
  id: 'acceleration',
  title: { zh: '传输加速', en: 'transfer acceleration' },
  why: {
    zh: '加速域名要先开通才能用，另外计费。',
    en: 'Its domain works only where it is switched on, and is billed apart.',
  },
  needs: ['bucket'],
  async run({ bucketInfo, settings: { config } }) {
    const info = await bucketInfo()
    return info ? judgeAcceleration(info, config.oss.domain) : [cannotSee('oss:GetBucketInfo')]
  },
}

export function judgeAcceleration(
  { transferAcceleration }: Pick<BucketInfo, 'transferAcceleration'>,
  domain: string,
): Finding[] {
  const isUsed = /\.oss-accelerate(-overseas)?\.aliyuncs\.com$/.test(new URL(domain).hostname)
  if (isUsed && !transferAcceleration) {
    return [
      error(
        'not-accelerated',
        {
          zh: 'OSS_DOMAIN 是加速域名，而存储空间没有开通传输加速',
          en: 'OSS_DOMAIN is an acceleration domain, and the bucket has no transfer acceleration',
        },
        {
          mend: {
            zh: 'OSS 控制台“Bucket 配置 → 传输加速”开通（约 30 分钟生效），或换回普通域名。',
            en: 'Switch it on in the OSS console (Bucket Settings → Transfer Acceleration; takes some 30 minutes), or use an ordinary domain.',
          },
        },
      ),
    ]
  }
  if (!transferAcceleration) return [fact('off', '未开通（不需要）', 'off; not needed')]
  return [
    fact(
      'on',
      isUsed ? '已开通，OSS_DOMAIN 在用' : '已开通，OSS_DOMAIN 没有用它',
      isUsed ? 'on, and used by OSS_DOMAIN' : 'on, and not used by OSS_DOMAIN',
    ),
  ]
}
