import { commandHere } from '../../../terminal/command-here'
import { type Entry, entry } from '../entry'
import { ALLOW_REFERER } from '../referer'

const permission = (code: string, zh: string, en: string): Entry =>
  entry(
    code,
    zh,
    en,
    `授予角色缺少的权限：${commandHere('setup policy role')} 会打印所需的策略。`,
    `Grant the role the missing permission: ${commandHere('setup policy role')} prints the policy.`,
  )

const callback = (code: string, zh: string, en: string): Entry =>
  entry(
    code,
    zh,
    en,
    `原样使用凭证里的 callback；检查 PUBLIC_URL（${commandHere('doctor --only callback')}）。`,
    `Use the ticket’s callback unchanged; check PUBLIC_URL (${commandHere('doctor --only callback')}).`,
  )

const lifecycle = (code: string, zh: string, en: string): Entry =>
  entry(
    code,
    zh,
    en,
    `用 ${commandHere('setup lifecycle apply')} 写入，它会合并规则。`,
    `Write the rules with ${commandHere('setup lifecycle apply')}, which merges them.`,
  )

const hotlink = (code: string, zh: string, en: string): Entry => entry(code, zh, en, ALLOW_REFERER.zh, ALLOW_REFERER.en)

const version = (code: string, zh: string, en: string): Entry =>
  entry(
    code,
    zh,
    en,
    '本项目的请求不带 versionId；用 GetBucketVersions（?versions）列出对象的版本。',
    'This project sends no versionId. List the versions of the object with GetBucketVersions (?versions).',
  )

/** The other groups: permissions, callbacks, metadata, lifecycle, parts, domains. */
export const EC_MORE: readonly Entry[] = [
  permission(
    '0003-00000001',
    '没有访问这个存储空间或对象的权限（权限策略与读写权限都不允许）。',
    'Neither a policy nor the ACL permits access to this bucket or object.',
  ),
  permission('0003-00000008', '没有 oss:PutObjectAcl 权限。', 'The permission oss:PutObjectAcl is missing.'),
  permission('0003-00000204', '没有 oss:DeleteObject 权限。', 'The permission oss:DeleteObject is missing.'),
  permission(
    '0003-00000301',
    'STS 会话没有这个权限：角色的权限策略与会话策略必须都允许。',
    'The STS session lacks this permission: the role’s policy and the session policy must both allow it.',
  ),
  hotlink(
    '0003-00000501',
    '请求没有 Referer，而防盗链不允许空 Referer。',
    'The request has no Referer, which the hotlink protection does not allow.',
  ),
  hotlink(
    '0003-00000502',
    '请求的 Referer 在防盗链的黑名单里。',
    'The Referer of the request is on the blacklist of the hotlink protection.',
  ),
  hotlink(
    '0003-00000503',
    '请求的 Referer 不在防盗链的白名单里。',
    'The Referer of the request is not on the whitelist of the hotlink protection.',
  ),
  entry(
    '0015-00000101',
    '存储空间不存在，或自定义域名没有绑定到它。',
    'There is no such bucket, or the custom domain is not bound to it.',
    '核对 OSS_BUCKET 与 OSS_REGION；自定义域名在 OSS 控制台“Bucket 配置 → 域名管理”绑定。',
    'Check OSS_BUCKET and OSS_REGION; bind a custom domain in the OSS console (Bucket Settings → Domain Names).',
  ),
  callback('0007-00000002', 'callback 不是 JSON 的 base64。', 'The callback is not base64 of JSON.'),
  callback(
    '0007-00000004',
    'callbackUrl 不合法：必须是公网 IPv4 的 http(s) 地址。',
    'The callbackUrl is not valid: it must be an http(s) URL with a public IPv4 address.',
  ),
  callback('0007-00000005', 'callbackUrl 超过 5 个。', 'There are more than 5 callbackUrls.'),
  callback('0007-00000011', 'callback 没有 callbackBody。', 'The callback has no callbackBody.'),
  callback(
    '0007-00000203',
    '文件已存储，但回调没有返回 200。',
    'The file is stored, but the callback was not answered with 200.',
  ),
  callback(
    '0007-00000205',
    '文件已存储，但回调的响应不是 JSON。',
    'The file is stored, but the answer to the callback is not JSON.',
  ),
  entry(
    '0011-00000002',
    '自定义元数据合计超过 8 KB。',
    'The user metadata has more than 8 KB in total.',
    '缩短 x-oss-meta-*。',
    'Shorten x-oss-meta-*.',
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
    '0017-00000105',
    'x-oss-object-acl 的值不合法。',
    'x-oss-object-acl is not valid.',
    '使用 private、public-read 或 default。',
    'Use private, public-read or default.',
  ),
  entry(
    '0017-00000220',
    '分片编号不在 1–10000 之间。',
    'The number of a part is not between 1 and 10000.',
    '使用更大的分片。',
    'Use larger parts.',
  ),
  entry(
    '0004-00000501',
    '限速参数 x-oss-traffic-limit 同时写在请求头和 URL 里。',
    'x-oss-traffic-limit is both in a header and in the URL.',
    '只保留一处。',
    'Keep only one of them.',
  ),
  entry(
    '0004-00000502',
    '限速参数 x-oss-traffic-limit 超出范围。',
    'x-oss-traffic-limit is out of range.',
    '以 bit/s 为单位，应在 819200 与 838860800 之间。',
    'It is in bit/s, between 819200 and 838860800.',
  ),
  entry(
    '0010-00000219',
    '对象标签不合法。',
    'The object tags are not valid.',
    'x-oss-tagging 写成 a=1&b=2，键和值分别做百分号编码，最多 10 个。',
    'Write x-oss-tagging as a=1&b=2, with each key and value percent-encoded, at most 10.',
  ),
  entry(
    '0015-00000301',
    '存储空间不是空的，不能删除。',
    'The bucket is not empty, so it cannot be deleted.',
    '先删除其中的对象（所有版本）与未完成的分片上传。',
    'First delete its objects, in all versions, and abort its unfinished multipart uploads.',
  ),
  entry(
    '0016-00000501',
    '追加上传没有 position。',
    'The append has no position.',
    '第一次为 0，之后为上一次响应的 x-oss-next-append-position。',
    'It is 0 at first, then x-oss-next-append-position of the last answer.',
  ),
  entry(
    '0016-00000502',
    '追加上传的 position 不是非负整数。',
    'The position of the append is not a whole number from 0.',
    '第一次为 0，之后为上一次响应的 x-oss-next-append-position。',
    'It is 0 at first, then x-oss-next-append-position of the last answer.',
  ),
  entry(
    '0026-00000016',
    '追加的位置与对象当前长度不符。',
    'The append position is not the current length of the object.',
    '使用上一次响应的 x-oss-next-append-position；不要同时追加同一个对象。',
    'Use x-oss-next-append-position of the last answer; do not append to one object from two places at once.',
  ),
  entry(
    '0026-00000017',
    '对象不是可追加类型。',
    'The object is not appendable.',
    '只有用追加上传创建的对象才能追加；请使用另一个 key。',
    'Only objects that an append created can be appended to; use another key.',
  ),
  entry(
    '0033-00000002',
    '防盗链的配置没有 AllowEmptyReferer。',
    'The configuration of the hotlink protection has no AllowEmptyReferer.',
    '加上 <AllowEmptyReferer>true</AllowEmptyReferer>。',
    'Add <AllowEmptyReferer>true</AllowEmptyReferer>.',
  ),
  ...['0017-00000244', '0042-00000002', '0042-00000104', '0042-00000311'].map((code) =>
    entry(
      code,
      '分片上传不存在：已完成、已取消，或被生命周期规则清理。',
      'There is no such multipart upload: it was completed, aborted, or removed by a lifecycle rule.',
      '先向后端确认是否已存储；如果没有，请重新上传。',
      'Ask the backend whether the file is stored; if not, upload it again.',
    ),
  ),
  entry(
    '0026-00000001',
    '对象不存在。',
    'There is no such object.',
    '检查 key；pending/ 下的对象会在一天后被清理。',
    'Check the key; objects under pending/ are removed after a day.',
  ),
  entry(
    '0026-00000002',
    '对象已存在且禁止覆盖。',
    'The object exists and must not be overwritten.',
    '先向后端确认（POST /v1/uploads/complete）是否就是本次上传。',
    'Ask the backend (POST /v1/uploads/complete) whether the object is this upload.',
  ),
  entry(
    '0026-00000012',
    '软链接指向的对象不存在。',
    'The symlink points to an object that does not exist.',
    '检查是哪个程序创建了软链接。',
    'Find the program that created the symlink.',
  ),
  entry(
    '0034-00000004',
    '跨域规则（CORS）的 ResponseVary 不是 true 或 false。',
    'ResponseVary of the CORS rules is neither true nor false.',
    `用 ${commandHere('setup cors apply')} 写入。`,
    `Write the rules with ${commandHere('setup cors apply')}.`,
  ),
  entry(
    '0042-00000209',
    '完成分片上传时，分片没有按编号升序列出。',
    'The parts were not listed in ascending order.',
    '按 PartNumber 升序列出分片。',
    'List them by PartNumber in ascending order.',
  ),
  entry(
    '0042-00000214',
    '完成分片上传时，同名对象已存在且禁止覆盖。',
    'An object with the key of the completed upload exists and must not be overwritten.',
    '先向后端确认（POST /v1/uploads/complete）是否就是本次上传。',
    'Ask the backend (POST /v1/uploads/complete) whether the object is this upload.',
  ),
  entry(
    '0042-00000216',
    'x-oss-complete-all 与请求体不能同时使用。',
    'x-oss-complete-all needs an empty body.',
    '只使用其中之一。',
    'Use only one of the two.',
  ),
  entry(
    '0043-00000101',
    '对象不是软链接。',
    'The object is not a symlink.',
    '不要用 symlink 子资源读取它。',
    'Do not read it with the sub-resource symlink.',
  ),
  entry(
    '0048-00000401',
    '2025-03-20 之后开通 OSS 的账号，中国内地的存储空间不能用默认公网域名。',
    'Accounts that activated OSS after 20 March 2025 cannot use the default public domain of buckets in the Chinese mainland.',
    '绑定已备案、有证书的自定义域名，设置 OSS_DOMAIN，并加入小程序后台的合法域名。',
    'Bind a custom domain with ICP filing and a certificate, set OSS_DOMAIN, and add it to the mini-program’s domain lists.',
  ),
  version('0012-00000201', 'versionId 是空的。', 'The versionId is empty.'),
  version('0012-00000202', 'versionId 不合法。', 'The versionId is not valid.'),
  version(
    '0012-00000203',
    '复制源里的 versionId 指向的版本不存在。',
    'The version that the copy source names does not exist.',
  ),
  version('0016-00000304', '复制源的 ? 之后不是 versionId。', 'What follows the ? of the copy source is no versionId.'),
  version('0016-00000305', '复制源的 versionId 是空的。', 'The versionId of the copy source is empty.'),
  version(
    '0016-00000307',
    '复制源的当前版本是删除标记。',
    'The current version of the copy source is a delete marker.',
  ),
  version('0016-00000504', 'AppendObject 不能带 versionId。', 'AppendObject takes no versionId.'),
  version('0016-00000612', '批量删除里有空的 VersionId。', 'A VersionId in the list of objects to delete is empty.'),
  version(
    '0017-00000002',
    '这个版本是删除标记，没有内容，只能删除。',
    'This version is a delete marker: it has no content and can only be deleted.',
  ),
]
