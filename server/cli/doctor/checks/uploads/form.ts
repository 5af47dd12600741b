import { presignUrl } from '../../../../../miniprogram/uploader/oss-v4/presign'
import { formatDate } from '../../../../../miniprogram/uploader/oss-v4/signing-scope'
import { nodePrimitives } from '../../../../oss/signing/node-primitives'
import { withError } from '../../../cloud/oss'
import type { Context } from '../../context/context'
import {
  crc64Of,
  removeAtEnd,
  sendForm,
  TRIAL_SIZE,
  TRIAL_TYPE,
  type TrialTicket,
  trialTicket,
} from '../../trial/trial-ticket'
import { isReferer } from '../bucket/hotlink'
import { type Check, error, type Finding, fact } from '../check'
import { refusal } from '../refusals'
import { readBeginning } from './beginning'
import { tamper } from './tamper'

export const FORM: Check = {
  id: 'form',
  title: { zh: '表单上传', en: 'form upload' },
  why: {
    zh: '用后端自己的代码签发上传凭证，上传 1 KB，读回并比较；再改动上传凭证，OSS 必须拒绝每一种改动。',
    en: 'A ticket that the backend’s own code signs must upload 1 KB that reads back unchanged, and OSS must refuse every change of it.',
  },
  needs: ['permissions', 'domain'],
  async run(context) {
    const ticket = await trialTicket(context, 'form.jpg')
    const sent = await sendForm(context, ticket)
    if (sent.error) return [refusal(sent.error)]
    const stored = await readBack(context, ticket)
    if (stored.some(({ severity }) => severity === 'error')) return stored
    return [...stored, ...(await readBeginning(context, ticket)), ...ticketFacts(ticket), ...(await tamper(context))]
  },
}

/** Sends a HEAD, copies the object to its final key, and reads the copy by a signed URL, as the backend does. */
async function readBack(context: Context, { key, file }: TrialTicket): Promise<Finding[]> {
  const { oss, session, keyFor, http, now, settings } = context
  const { bucket, region, domain } = settings.oss
  const head = await oss.call({ method: 'HEAD', key }, await session('manage'))
  if (head.error) return [refusal(head.error)]
  const wrong = judgeStored(head.headers, crc64Of(file))
  if (wrong.length > 0) return wrong
  const final = keyFor('form.jpg', '')
  removeAtEnd(context, final)
  const copy = { 'x-oss-copy-source': `/${bucket}/${key}`, 'x-oss-object-acl': 'private' }
  const copied = await oss.call({ method: 'PUT', key: final, headers: copy }, await session('manage'))
  if (copied.error) return [refusal(copied.error)]
  const request = { method: 'GET' as const, bucket, key: final, expiresSeconds: 60 }
  const url = presignUrl(domain, request, await session('read'), { date: formatDate(now()), region }, nodePrimitives)
  const [read, unsigned] = await Promise.all([
    http({ method: 'GET', url }),
    http({ method: 'GET', url: url.replace(/\?.*/, '') }),
  ])
  if (isReferer(withError(read))) return [REFERER]
  if (read.status !== 200 || !read.body.equals(file)) return [READ_DIFFERS]
  if (unsigned.status === 200) return [READABLE_UNSIGNED]
  return read.headers['x-oss-force-download'] === 'true' ? [FORCED] : []
}

/** Compares the headers of the HEAD with what was sent. */
function judgeStored(headers: Readonly<Record<string, string>>, crc64: string): Finding[] {
  const expected: [string, string][] = [
    ['content-length', String(TRIAL_SIZE)],
    ['content-type', TRIAL_TYPE],
    ['x-oss-hash-crc64ecma', crc64],
  ]
  const wrong = expected.filter(([name, value]) => headers[name] !== value)
  if (wrong.length === 0) return []
  const names = wrong.map(([name, value]) => `${name} ${headers[name] ?? '-'} ≠ ${value}`).join(', ')
  return [
    error(
      'stored-differs',
      { zh: `存储的内容与发送的不同：${names}`, en: `the stored object differs from what was sent: ${names}` },
      {
        fix: {
          zh: '域名与存储空间之间的 CDN、网关或代理改动了内容：OSS_DOMAIN 要直接指向存储空间。',
          en: 'A CDN, a gateway or a proxy in front of the bucket changes the content: OSS_DOMAIN must point directly to the bucket.',
        },
      },
    ),
  ]
}

const REFERER = fact(
  'referer',
  '防盗链拒绝没有 Referer 的请求，没有读回比较',
  'hotlink protection refuses requests without a Referer, so nothing was read back',
)

const READ_DIFFERS = error(
  'read-differs',
  { zh: '签名 URL 读回的内容与发送的不同', en: 'the signed URL does not return what was sent' },
  {
    fix: {
      zh: '检查 OSS_DOMAIN 前面的 CDN：它要原样转发查询参数，并且不能缓存私有文件。',
      en: 'Check the CDN in front of OSS_DOMAIN: it must forward the query, and must not cache private files.',
    },
  },
)

const READABLE_UNSIGNED = error(
  'readable-unsigned',
  {
    zh: '不带签名也能读取刚上传的私有文件',
    en: 'the private file that was just uploaded can be read without a signature',
  },
  {
    fix: {
      zh: '域名前面的 CDN 会给所有请求签名（“私有 Bucket 回源”），或会缓存文件：请关闭，或为上传使用另一个域名。',
      en: 'A CDN in front of the bucket signs every request, or caches files: disable that, or use another domain for uploads.',
    },
  },
)

const FORCED = fact(
  'forced-download',
  '这个域名强制下载文件：小程序不受影响，浏览器会下载而不是显示',
  'this domain serves files as downloads: browsers save them instead of showing them; mini-programs are not affected',
)

/** The lengths of the policy and of the token, which only a real account shows. */
const ticketFacts = ({ fields }: TrialTicket): Finding[] => {
  const [policy, token] = [fields.policy?.length ?? 0, fields['x-oss-security-token']?.length ?? 0]
  return [
    fact(
      'policy-length',
      `policy ${policy} 个字符，token ${token} 个字符`,
      `the policy has ${policy} characters, the token ${token}`,
    ),
  ]
}
