import { type Entry, entry } from '../entry'

const right = (code: string, zh: string, en: string): Entry =>
  entry(
    code,
    zh,
    en,
    '给角色补上权限：npx wx-oss-upload-server setup policy role。',
    'Give the role what it needs: npx wx-oss-upload-server setup policy role.',
  )

const callback = (code: string, zh: string, en: string): Entry =>
  entry(
    code,
    zh,
    en,
    '原样使用凭证里的 callback；检查 PUBLIC_URL（npx wx-oss-upload-server doctor --only callback）。',
    'Use the ticket’s callback unchanged; check PUBLIC_URL (npx wx-oss-upload-server doctor --only callback).',
  )

const lifecycle = (code: string, zh: string, en: string): Entry =>
  entry(
    code,
    zh,
    en,
    'npx wx-oss-upload-server setup lifecycle apply 会合并规则。',
    'npx wx-oss-upload-server setup lifecycle apply merges the rules.',
  )

/** The other groups: rights, callbacks, names, lifecycle, parts, domains. */
export const EC_MORE: readonly Entry[] = [
  right(
    '0003-00000001',
    '没有访问这个存储空间或对象的权限（授权、ACL 都不允许）。',
    'No right to this bucket or object, by policy or by ACL.',
  ),
  right('0003-00000008', '没有 oss:PutObjectAcl 权限。', 'The right oss:PutObjectAcl is missing.'),
  right('0003-00000204', '没有 oss:DeleteObject 权限。', 'The right oss:DeleteObject is missing.'),
  right(
    '0003-00000301',
    'STS 会话没有这个权限：角色策略与会话策略取交集后不允许。',
    'The STS session lacks this right: role policy and session policy do not both allow it.',
  ),
  callback('0007-00000002', 'callback 不是 JSON 的 base64。', 'The callback is not base64 of JSON.'),
  callback(
    '0007-00000004',
    'callbackUrl 不合法：要 http(s)、公网、IPv4。',
    'The callbackUrl is not valid: http(s), public, IPv4.',
  ),
  callback('0007-00000005', 'callbackUrl 超过 5 个。', 'More than 5 callbackUrls.'),
  callback('0007-00000011', 'callback 没有 callbackBody。', 'The callback has no callbackBody.'),
  callback(
    '0007-00000203',
    '文件已存好，但回调没有得到 200。',
    'The file is stored, but the callback was not answered 200.',
  ),
  callback(
    '0007-00000205',
    '文件已存好，但回调的应答不是 JSON。',
    'The file is stored, but the callback’s answer is no JSON.',
  ),
  entry(
    '0011-00000002',
    '自定义元数据合计超过 8 KB。',
    'User metadata is over 8 KB in all.',
    '缩短 x-oss-meta-*。',
    'Shorten x-oss-meta-*.',
  ),
  lifecycle('0014-00000010', '一条生命周期规则里有多个 Prefix。', 'One lifecycle rule has several prefixes.'),
  lifecycle(
    '0014-00000033',
    '一个生命周期规则的 Filter 写法不被接受（如“除某标签外全部”）。',
    'A lifecycle filter is not accepted (“all but this tag”, say).',
  ),
  lifecycle(
    '0014-00000082',
    '前缀重叠的生命周期规则互相矛盾（过期早于转储等）。',
    'Lifecycle rules of overlapping prefixes contradict (expiry before transition, say).',
  ),
  lifecycle(
    '0014-00000084',
    '同一动作的两条生命周期规则前缀重叠，OSS 不接受。',
    'Two lifecycle rules of one action have overlapping prefixes, which OSS does not take.',
  ),
  entry(
    '0017-00000105',
    'x-oss-object-acl 的值不合法。',
    'x-oss-object-acl is not valid.',
    '用 private、public-read 或 default。',
    'Use private, public-read or default.',
  ),
  entry(
    '0017-00000220',
    '分片编号不在 1–10000。',
    'A part’s number is not within 1 to 10000.',
    '加大分片。',
    'Make the parts larger.',
  ),
  entry(
    '0017-00000244',
    '分片上传不存在：已完成、已取消，或被生命周期规则清理。',
    'The multipart upload is not there: completed, aborted, or removed by a lifecycle rule.',
    '先问后端是否已存好，否则重新上传。',
    'Ask the backend whether it is stored; else upload again.',
  ),
  entry(
    '0026-00000001',
    '没有这个对象。',
    'There is no such object.',
    '核对 key；pending/ 下的对象一天后被清理。',
    'Check the key; objects under pending/ go after a day.',
  ),
  entry(
    '0026-00000002',
    '对象已存在且禁止覆盖。',
    'The object exists and must not be overwritten.',
    '先问后端是否就是本次上传（complete）。',
    'Ask the backend whether it is this very upload (complete).',
  ),
  entry(
    '0026-00000012',
    '软链接指向的对象不存在。',
    'The symlink leads to an object that does not exist.',
    '看看是谁建的软链接。',
    'See who made the symlink.',
  ),
  entry(
    '0034-00000004',
    'CORS 的 ResponseVary 不是 true / false。',
    'ResponseVary of the CORS rules is neither true nor false.',
    '用 setup cors apply 写入。',
    'Write them by setup cors apply.',
  ),
  entry(
    '0042-00000209',
    '完成时分片没有按编号升序。',
    'The parts were not listed in ascending order.',
    '按 PartNumber 升序列出。',
    'List them by PartNumber, ascending.',
  ),
  entry(
    '0042-00000214',
    '完成分片上传时，同名对象已存在且禁止覆盖。',
    'At completion an object of this key exists already and must not be overwritten.',
    '先问后端是否就是本次上传（complete）。',
    'Ask the backend whether it is this very upload (complete).',
  ),
  entry(
    '0042-00000216',
    'x-oss-complete-all 与请求体不能同时有。',
    'x-oss-complete-all goes with an empty body only.',
    '二者留一。',
    'Use one of the two.',
  ),
  entry(
    '0043-00000101',
    '对象不是软链接。',
    'The object is no symlink.',
    '不要用 symlink 子资源读取它。',
    'Do not read it by the sub-resource symlink.',
  ),
  entry(
    '0048-00000401',
    '2025-03-20 之后开通 OSS 的账号，中国内地的存储空间不能用默认公网域名。',
    'Accounts that activated OSS after 20 March 2025 cannot use the default public domain of mainland buckets.',
    '绑定已备案、有证书的自定义域名，设置 OSS_DOMAIN，并加入小程序后台的合法域名。',
    'Bind a custom domain with ICP filing and a certificate, set OSS_DOMAIN, and add it to the mini-program’s domain lists.',
  ),
]
