import { presignUrl } from '../../../../miniprogram/uploader/oss-v4/presign'
import { formatDate } from '../../../../miniprogram/uploader/oss-v4/signing-scope'
import { nodePrimitives } from '../../../oss/signing/node-primitives'
import { type Check, error, type Finding, fact } from '../check'
import type { Context } from '../context'
import { refusal } from '../refusals'
import {
  crc64Of,
  removeLater,
  sendForm,
  TRIAL_SIZE,
  TRIAL_TYPE,
  type TrialTicket,
  trialFile,
  trialTicket,
} from '../ticket'

export const FORM: Check = {
  id: 'form',
  title: { zh: '真实上传一张凭证', en: 'a real ticket' },
  why: {
    zh: '用后端自己的代码签一张凭证，传 1 KB，读回比较；再改动它，每一样改动都该被拒绝。',
    en: 'A ticket signed by the backend’s own code, 1 KB sent and read back; then changed: every change has to be refused.',
  },
  needs: ['rights', 'domain'],
  async run(context) {
    const ticket = await trialTicket(context, 'form.jpg')
    const sent = await sendForm(context, ticket)
    if (sent.error) return [refusal(sent.error)]
    const looked = await lookAt(context, ticket)
    if (looked.some(({ severity }) => severity === 'error')) return looked
    return [...looked, ...ticketFacts(ticket), ...(await tamper(context))]
  },
}

/** HEAD, and a signed GET of a copy at its final place, as the backend makes them. */
async function lookAt(context: Context, { key, file }: TrialTicket): Promise<Finding[]> {
  const { oss, session, keyFor, http, now, settings } = context
  const { bucket, region, domain } = settings.config.oss
  const head = await oss.call({ method: 'HEAD', key }, await session('manage'))
  if (head.error) return [refusal(head.error)]
  const wrong = judgeStored(head.headers, crc64Of(file))
  if (wrong.length > 0) return wrong
  const final = keyFor('form.jpg', '')
  removeLater(context, final)
  const copy = { 'x-oss-copy-source': `/${bucket}/${key}`, 'x-oss-object-acl': 'private' }
  const copied = await oss.call({ method: 'PUT', key: final, headers: copy }, await session('manage'))
  if (copied.error) return [refusal(copied.error)]
  const request = { method: 'GET' as const, bucket, key: final, expiresSeconds: 60 }
  const url = presignUrl(domain, request, await session('read'), { date: formatDate(now()), region }, nodePrimitives)
  const [read, unsigned] = await Promise.all([
    http({ method: 'GET', url }),
    http({ method: 'GET', url: url.replace(/\?.*/, '') }),
  ])
  if (read.status !== 200 || !read.body.equals(file)) return [NOT_READ]
  if (unsigned.status === 200) return [READ_BY_ANYBODY]
  return read.headers['x-oss-force-download'] === 'true' ? [FORCED] : []
}

/** Headers of HEAD against what was sent. */
export function judgeStored(headers: Readonly<Record<string, string>>, crc64: string): Finding[] {
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
      { zh: `存下来的与发出的不同：${names}`, en: `what is stored is not what was sent: ${names}` },
      {
        mend: {
          zh: '域名前面有东西在改内容（CDN、网关、代理）：OSS_DOMAIN 要直接指向存储空间。',
          en: 'Something before the bucket changes the content (a CDN, a gateway, a proxy): OSS_DOMAIN has to lead to the bucket itself.',
        },
      },
    ),
  ]
}

const NOT_READ = error(
  'not-read',
  { zh: '签名 URL 读回的内容与发出的不同', en: 'the signed URL does not give back what was sent' },
  {
    mend: {
      zh: '检查 OSS_DOMAIN 前面的 CDN：它要透传查询参数，不能缓存私有文件。',
      en: 'Look at the CDN before OSS_DOMAIN: it has to pass queries on, and cache no private files.',
    },
  },
)

const READ_BY_ANYBODY = error(
  'read-by-anybody',
  {
    zh: '不带签名也能读到刚传的私有文件',
    en: 'the private file that was just uploaded can be read without a signature',
  },
  {
    mend: {
      zh: '域名前面有替人签名的 CDN（“私有 Bucket 回源”）或缓存：关掉它，或给上传另用一个域名。',
      en: 'A CDN that signs for everybody, or a cache, stands before the bucket: switch that off, or use another domain for uploads.',
    },
  },
)

const FORCED = fact(
  'forced-download',
  '这个域名强制以下载方式返回文件：小程序不受影响，浏览器会保存而不是显示',
  'this domain serves files as downloads: mini-programs do not mind, browsers save instead of showing',
)

/** What only a real bucket and its tokens tell. */
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

/** One change at a time; each to a key of its own, so that nothing is refused for being there already. */
async function tamper(context: Context): Promise<Finding[]> {
  const changes: Record<string, (ticket: TrialTicket) => Pick<TrialTicket, 'fields' | 'file'>> = {
    key: ({ fields, file }) => ({ fields: { ...fields, key: context.keyFor('another-key.jpg') }, file }),
    'one byte more': ({ fields }) => ({ fields, file: trialFile(TRIAL_SIZE + 1) }),
    'one byte fewer': ({ fields }) => ({ fields, file: trialFile(TRIAL_SIZE - 1) }),
    'public ACL': ({ fields, file }) => ({ fields: { ...fields, 'x-oss-object-acl': 'public-read' }, file }),
    type: ({ fields, file }) => ({ fields: { ...fields, 'x-oss-content-type': 'text/html' }, file }),
    'extra field': ({ fields, file }) => ({ fields: { ...fields, 'x-oss-storage-class': 'IA' }, file }),
  }
  const outcomes = await Promise.all(
    Object.entries(changes).map(async ([name, change], index) => {
      const { error: refused } = await sendForm(context, change(await trialTicket(context, `changed-${index}.jpg`)))
      return [name, refused !== undefined] as const
    }),
  )
  return judgeTampering(Object.fromEntries(outcomes))
}

/** From what was changed to whether it was refused. */
export function judgeTampering(refused: Readonly<Record<string, boolean>>): Finding[] {
  const { 'extra field': extra, ...others } = refused
  const through = Object.keys(others).filter((name) => !others[name])
  const found: Finding[] = []
  if (through.length > 0) found.push(tooMuch(through))
  else found.push(EXACT)
  found.push(extra ? EXTRA_REFUSED : EXTRA_TAKEN)
  return found
}

const tooMuch = (names: string[]): Finding =>
  error(
    'ticket-too-wide',
    {
      zh: `改动后的凭证仍被接受：${names.join(', ')}`,
      en: `a changed ticket was accepted all the same: ${names.join(', ')}`,
    },
    {
      mend: {
        zh: 'OSS 没有按 policy 检查，或域名前面的网关替它应答：OSS_DOMAIN 要直接指向存储空间；存储空间不能公共写。',
        en: 'OSS did not check the policy, or a gateway answered for it: OSS_DOMAIN has to lead to the bucket itself, and the bucket must not be public-read-write.',
      },
    },
  )

const EXACT = fact(
  'exact',
  'content-length-range [n, n] 是精确的；改 key、类型、ACL 都被拒绝',
  'content-length-range [n, n] is exact; another key, type or ACL is refused',
)
const EXTRA_REFUSED = fact(
  'extra-field',
  'policy 没提到的字段会被拒绝',
  'a field that the policy does not name is refused',
)
const EXTRA_TAKEN = fact(
  'extra-field',
  'policy 没提到的字段会被接受（后端不依赖这一点：确认时会再看一遍）',
  'a field that the policy does not name is taken (the backend does not rely on it: it looks again when it confirms)',
)
