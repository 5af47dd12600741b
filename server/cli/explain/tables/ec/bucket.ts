import { commandHere } from '../../../terminal/command-here'
import { type Entry, entry } from '../entry'

const lifecycle = (code: string, zh: string, en: string): Entry =>
  entry(
    code,
    zh,
    en,
    `用 ${commandHere('setup lifecycle apply')} 写入，它会合并规则。`,
    `Write the rules with ${commandHere('setup lifecycle apply')}, which merges them.`,
  )

/** The bucket: its domains, its lifecycle rules and its CORS rules. */
export const EC_BUCKET: readonly Entry[] = [
  entry(
    '0015-00000101',
    '存储空间不存在，或自定义域名没有绑定到它。',
    'There is no such bucket, or the custom domain is not bound to it.',
    '核对 OSS_BUCKET 与 OSS_REGION；自定义域名在 OSS 控制台“Bucket 配置 → 域名管理”绑定。',
    'Check OSS_BUCKET and OSS_REGION; bind a custom domain in the OSS console (Bucket Settings → Domain Names).',
  ),
  lifecycle('0014-00000010', '一条生命周期规则里有多个 Prefix。', 'A lifecycle rule has several prefixes.'),
  lifecycle(
    '0014-00000033',
    'OSS 不接受这个生命周期规则的 Filter（例如只排除某个标签）。',
    'OSS does not accept this lifecycle filter (for example one that only excludes a tag).',
  ),
  lifecycle(
    '0014-00000082',
    '前缀重叠的生命周期规则互相矛盾（例如过期早于转储）。',
    'Lifecycle rules with overlapping prefixes contradict each other (for example expiration before transition).',
  ),
  lifecycle(
    '0014-00000084',
    '同一动作的两条生命周期规则前缀重叠，OSS 不接受。',
    'Two lifecycle rules with the same action have overlapping prefixes, which OSS does not accept.',
  ),
  entry(
    '0015-00000301',
    '存储空间不是空的，不能删除。',
    'The bucket is not empty, so it cannot be deleted.',
    '先删除其中的对象（所有版本）与未完成的分片上传。',
    'First delete its objects, in all versions, and abort its unfinished multipart uploads.',
  ),
  entry(
    '0034-00000004',
    '跨域规则（CORS）的 ResponseVary 不是 true 或 false。',
    'ResponseVary of the CORS rules is neither true nor false.',
    `用 ${commandHere('setup cors apply')} 写入。`,
    `Write the rules with ${commandHere('setup cors apply')}.`,
  ),
  entry(
    '0048-00000401',
    '2025-03-20 之后开通 OSS 的账号，中国内地的存储空间不能用默认公网域名。',
    'Accounts that activated OSS after 20 March 2025 cannot use the default public domain of buckets in the Chinese mainland.',
    '绑定已备案、有证书的自定义域名，设置 OSS_DOMAIN，并加入小程序后台的合法域名。',
    'Bind a custom domain with ICP filing and a certificate, set OSS_DOMAIN, and add it to the mini-program’s domain lists.',
  ),
]
