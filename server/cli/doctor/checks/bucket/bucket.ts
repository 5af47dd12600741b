import type { Config } from '../../../../config/config'
import type { OssAnswer } from '../../../cloud/oss'
import { type Check, error, type Finding, fact } from '../check'
import { refusal } from '../refusals'
import { otherBucket } from './other-bucket'

export const BUCKET: Check = {
  id: 'bucket',
  title: { zh: '存储空间与地域', en: 'bucket and region' },
  why: {
    zh: '名称、地域或域名有误，每个请求都会失败；地域也参与签名。',
    en: 'With a wrong name, region or domain every request fails. The region is also part of each signature.',
  },
  needs: ['role'],
  async run({ oss, session, keyFor, bucketInfo, settings }) {
    // OSS reports to anonymous requests whether a bucket exists, and where. The answer to a HEAD would not say it.
    const anonymous = judgeBucket(await oss.call({ method: 'GET', query: { 'max-keys': '1' } }))
    if (anonymous.length > 0) return anonymous
    const signed = await oss.call({ method: 'GET', key: keyFor('nothing') }, await session('manage'))
    const found = judgeSigned(signed, settings.oss)
    if (found.length > 0) return found
    const info = await bucketInfo()
    return info ? [fact('region', `地域 ${info.region}`, `region ${info.region}`)] : []
  },
}

/** Judges the answer to an anonymous listing. Finds nothing if the bucket is there. */
function judgeBucket({ error: refused, headers }: OssAnswer): Finding[] {
  if (!headers['x-oss-request-id']) return [NOT_OSS]
  if (refused?.code === 'NoSuchBucket') return [refusal(refused)]
  const endpoint = refused?.details.Endpoint
  if (endpoint) return [wrongRegion(endpoint.replace(/^(?:oss-)?(.*?)\.(?:oss\.)?aliyuncs\.com$/, '$1'))]
  return refused && refused.status !== 403 ? [refusal(refused)] : []
}

/** Judges the answer to a signed request for a missing object. Permissions are left to another check. */
function judgeSigned({ error: refused }: OssAnswer, { bucket, region }: Config['oss']): Finding[] {
  if (!refused || refused.code === 'NoSuchKey' || refused.code === 'AccessDenied') return []
  const other = otherBucket(refused, bucket, 'OSS_ENDPOINT')
  if (other) return [other]
  if (/signing region/i.test(refused.message)) return [wrongRegion(undefined, region)]
  return [refusal(refused)]
}

const NOT_OSS = error(
  'not-oss',
  { zh: '响应不是来自 OSS（没有 x-oss-request-id）', en: 'the answer is not from OSS (it has no x-oss-request-id)' },
  {
    fix: {
      zh: '检查 OSS_DOMAIN 与 OSS_ENDPOINT；自定义域名要 CNAME 到存储空间，并在 OSS 控制台“Bucket 配置 → 域名管理”绑定。',
      en: 'Check OSS_DOMAIN and OSS_ENDPOINT. A custom domain must be a CNAME to the bucket, and bound in the OSS console (Bucket Settings → Domain Names).',
    },
  },
)

function wrongRegion(right: string | undefined, wrong = ''): Finding {
  return error(
    'wrong-region',
    right
      ? {
          zh: `存储空间在 ${right}，与 OSS_REGION 不同`,
          en: `the bucket is in ${right}, but OSS_REGION is another region`,
        }
      : { zh: `存储空间不在 ${wrong}`, en: `the bucket is not in ${wrong}` },
    {
      fix: {
        zh: `把 OSS_REGION 改成${right ? ` ${right}` : '存储空间的地域（OSS 控制台 → 概览）'}。`,
        en: `Set OSS_REGION to ${right ?? 'the bucket’s region (OSS console → Overview)'}.`,
      },
    },
  )
}
