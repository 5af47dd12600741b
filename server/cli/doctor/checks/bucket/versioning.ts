import type { BucketInfo } from '../../context/bucket-info'
import { type Check, error, type Finding, fact } from '../check'
import { unchecked } from '../refusals'

export const VERSIONING: Check = {
  id: 'versioning',
  title: { zh: '版本控制', en: 'versioning' },
  why: {
    zh: '开启过版本控制的存储空间会忽略 x-oss-forbid-overwrite：一次上传可能覆盖另一次。',
    en: 'If versioning was ever enabled, the bucket ignores x-oss-forbid-overwrite, so one upload could overwrite another.',
  },
  needs: ['bucket'],
  async run({ bucketInfo }) {
    const info = await bucketInfo()
    return info ? judgeVersioning(info) : [unchecked('oss:GetBucketInfo')]
  },
}

function judgeVersioning({ versioning }: Pick<BucketInfo, 'versioning'>): Finding[] {
  if (versioning === '') return [fact('off', '从未开启', 'never enabled')]
  return [
    error(
      'versioned',
      { zh: `版本控制的状态是 ${versioning}`, en: `versioning is ${versioning}` },
      {
        fix: {
          zh: '版本控制开启后无法还原，暂停也没有用：请为上传新建一个不开启版本控制的存储空间，并修改 OSS_BUCKET。',
          en: 'Suspending it does not help, and it cannot be undone: create another bucket for uploads without versioning, and set OSS_BUCKET.',
        },
      },
    ),
  ]
}
