import type { OssAnswer } from '../../cloud/oss'
import { type Check, error, type Finding, fact } from '../check'
import { refusal } from '../refusals'

export const BUCKET: Check = {
  id: 'bucket',
  title: { zh: '存储空间与地域', en: 'bucket and region' },
  why: {
    zh: '名字、地域或域名写错，每个请求都会失败；地域也在签名里。',
    en: 'With a wrong name, region or domain every request fails; the region is signed as well.',
  },
  needs: ['role'],
  async run({ oss, session, keyFor, bucketInfo, settings: { config } }) {
    // Anonymous: OSS tells whether a bucket exists, and where, to anybody. (A HEAD would hide it.)
    const anonymous = judgeBucket(await oss.call({ method: 'GET', query: { 'max-keys': '1' } }))
    if (anonymous.length > 0) return anonymous
    const signed = await oss.call({ method: 'GET', key: keyFor('nothing') }, await session('manage'))
    const found = judgeSigned(signed, config.oss.region)
    if (found.length > 0) return found
    const info = await bucketInfo()
    return info ? [fact('region', `地域 ${info.region}`, `region ${info.region}`)] : []
  },
}

/** What an anonymous listing says; nothing where it says that the bucket is there. */
export function judgeBucket({ error: said, headers }: OssAnswer): Finding[] {
  if (!headers['x-oss-request-id']) return [NOT_OSS]
  if (said?.code === 'NoSuchBucket') return [refusal(said)]
  const endpoint = said?.details.Endpoint
  if (endpoint) return [wrongRegion(endpoint.replace(/^(?:oss-)?(.*?)\.(?:oss\.)?aliyuncs\.com$/, '$1'))]
  return said && said.status !== 403 ? [refusal(said)] : []
}

/** What a signed request for nothing says; a right that is missing is for another check. */
export function judgeSigned({ error: said }: OssAnswer, region: string): Finding[] {
  if (!said || said.code === 'NoSuchKey' || said.code === 'AccessDenied') return []
  if (/signing region/i.test(said.message)) return [wrongRegion(undefined, region)]
  return [refusal(said)]
}

const NOT_OSS = error(
  'not-oss',
  { zh: '应答的不是 OSS（没有 x-oss-request-id）', en: 'what answers is not OSS (no x-oss-request-id)' },
  {
    mend: {
      zh: '检查 OSS_DOMAIN / OSS_ENDPOINT；自定义域名要 CNAME 到存储空间，并在 OSS 控制台“Bucket 配置 → 域名管理”绑定。',
      en: 'Check OSS_DOMAIN and OSS_ENDPOINT; a custom domain is a CNAME to the bucket, bound in the OSS console (Bucket Settings → Domain Names).',
    },
  },
)

function wrongRegion(right: string | undefined, wrong = ''): Finding {
  return error(
    'wrong-region',
    right
      ? { zh: `存储空间在 ${right}，OSS_REGION 不是`, en: `the bucket is in ${right}, which OSS_REGION is not` }
      : { zh: `存储空间不在 ${wrong}`, en: `the bucket is not in ${wrong}` },
    {
      mend: {
        zh: `把 OSS_REGION 改成${right ? ` ${right}` : '存储空间的地域（OSS 控制台 → 概览）'}。`,
        en: `Set OSS_REGION to ${right ?? 'the bucket’s region (OSS console → Overview)'}.`,
      },
    },
  )
}
