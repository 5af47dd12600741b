import type { ReportedError } from '../../../cloud/reported-error'
import { error, type Finding } from '../check'

/**
 * A signature covers the name of the bucket, but the host of a custom domain does not show it. If the domain is bound
 * to another bucket, OSS only says that the signature is wrong, as it does for a wrong secret; its canonical request
 * names the bucket that it found.
 */
export function otherBucket(
  { code, details }: ReportedError,
  bucket: string,
  variable: 'OSS_DOMAIN' | 'OSS_ENDPOINT',
): Finding | undefined {
  if (code !== 'SignatureDoesNotMatch') return undefined
  const [, path = ''] = (details.CanonicalRequest ?? '').trim().split('\n')
  const found = /^\/([a-z0-9][a-z0-9-]+)\//.exec(path)?.[1]
  if (found === undefined || found === bucket) return undefined
  return error(
    'other-bucket',
    {
      zh: `域名绑定的存储空间是 ${found}，而 OSS_BUCKET 是 ${bucket}`,
      en: `the domain belongs to the bucket ${found}, but OSS_BUCKET is ${bucket}`,
    },
    {
      fix: {
        zh: `把 OSS_BUCKET 改成 ${found}；如果域名绑错了，请在 OSS 控制台“Bucket 配置 → 域名管理”重新绑定，或修改 ${variable}。`,
        en: `Set OSS_BUCKET to ${found}. If the domain is the wrong one, bind it again in the OSS console (Bucket Settings → Domain Names), or change ${variable}.`,
      },
    },
  )
}
