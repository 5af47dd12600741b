import type { BucketInfo } from '../bucket-info'
import { type Check, error, type Finding, fact } from '../check'
import { cannotSee } from '../refusals'

export const VERSIONING: Check = {
  id: 'versioning',
  title: { zh: '版本控制', en: 'versioning' },
  why: {
    zh: '开过版本控制的存储空间会忽略 x-oss-forbid-overwrite：一次上传可能盖掉另一次。',
    en: 'A bucket that ever had versions ignores x-oss-forbid-overwrite: one upload could overwrite another.',
  },
  needs: ['bucket'],
  async run({ bucketInfo }) {
    const info = await bucketInfo()
    return info ? judgeVersioning(info) : [cannotSee('oss:GetBucketInfo')]
  },
}

export function judgeVersioning({ versioning }: Pick<BucketInfo, 'versioning'>): Finding[] {
  if (versioning === '') return [fact('off', '从未开启', 'never switched on')]
  return [
    error(
      'versioned',
      { zh: `版本控制是 ${versioning}`, en: `versioning is ${versioning}` },
      {
        mend: {
          zh: '暂停也不行，开启过就无法还原：为上传另建一个存储空间（不开版本控制），改 OSS_BUCKET。',
          en: 'Suspending does not help, and it cannot be undone: make another bucket for uploads, without versions, and set OSS_BUCKET.',
        },
      },
    ),
  ]
}
