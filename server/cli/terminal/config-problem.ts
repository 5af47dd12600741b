import type { Locale } from './language'
import { CommandError } from './terminal'

/** The sentences of `server/config` about one variable, and their meaning in Chinese. */
const SENTENCES: readonly [RegExp, string][] = [
  [/^is missing$/, '没有设置'],
  [/^has been renamed; set (.*)$/s, '已改名，请设置 $1'],
  [/^is still the placeholder$/, '仍是示例中的占位符'],
  [/^expected at least (\d+) characters, only (.*)$/, '至少 $1 个字符，只能使用字母、数字与 - . _ ~ + / ='],
  [/^expected a value without quotes around it.*$/, '值的两端不能有引号（docker --env-file 会保留引号）'],
  [/^expected a role to assume beside a temporary key.*$/, '使用临时访问凭证时要设置角色：临时凭证几小时后就会过期'],
  [/^expected an address of the bucket (\S+), got one of (\S+)$/, '应为存储空间 $1 的地址，却是 $2 的'],
  [/^expected an address in (\S+), got one in (\S+)$/, '应为 $1 的地址，却是 $2 的'],
  [/^expected at least (\d+) (characters|bytes)$/, '至少 $1 个字符'],
  [/^expected at most (\d+) characters$/, '最多 $1 个字符'],
  [/^expected names such as (\w+): at most (\d+) of .*$/, '应为名称，如 $1：最多 $2 个字符（a-z 0-9 _），以字母开头'],
  [
    /^expected names of fields with dots between them, such as (\S+): at most (\d+) names$/,
    '应为用点连接的字段名，如 $1：最多 $2 个',
  ],
  [/^expected at most (\d+) names$/, '最多 $1 个名称'],
  [/^expected another bucket than (\w+)$/, '应为另一个存储空间，不能与 $1 相同'],
  [/^expected a port$/, '应为端口号'],
  [/^expected a bucket name.*$/, '应为存储空间的名称：3–63 个小写字母、数字、连字符'],
  [/^expected a region such as (.*)$/, '应为地域，如 $1'],
  [/^expected an address that clients reach$/, '应为客户端能访问的地址，不能是内网地址'],
  [/^expected an address that OSS reaches over the internet$/, '应为 OSS 能从公网访问的地址'],
  [/^expected letters, digits, - _ and inner slashes$/, '只能使用字母、数字、- _ 与中间的斜杠'],
  [/^expected acs:ram::.*$/, '应为 acs:ram::<账号 ID>:role/<角色名>'],
  [/^expected a role to assume, or (\w+) and (\w+)$/, '应设置要扮演的角色，或 $1 与 $2'],
  [
    /^expected together with LIMIT_STORE: .* such as (\d+)$/,
    '要与 LIMIT_STORE 一起设置：最多同时运行多少个实例，例如 $1',
  ],
  [/^expected (redis:\S+), or rediss:.*$/, '应为 $1，用 TLS 时是 rediss://；密码中字母和数字以外的字符要写成 %XX'],
  [/^expected together with (\w+)$/, '要与 $1 一起设置'],
  [/^expected beside a temporary key \(STS\.…\)$/, '临时访问凭证（STS.…）需要它'],
  [/^expected beside (\S+) or (\S+)$/, '$1 或 $2 需要它'],
  [/^expected beside (\S+)$/, '$1 需要它'],
  [/^expected, or (\w+), beside (\w+) and (\w+)$/, '$2 与 $3 需要它或 $1'],
  [/^expected either this or (\w+)$/, '不能与 $1 同时设置'],
  [/^expected one way to identify callers, got (.*)$/, '只能有一种识别用户的方式，现在有：$1'],
  [/^expected an AppID such as (.*)$/, '应为 AppID，如 $1'],
  [/^expected the AppSecret, letters and digits$/, '应为 AppSecret，由字母和数字组成'],
  [/^expected an address such as (.*)$/, '应为地址，如 $1'],
  [/^expected whsec_ and 24 to 64 bytes in base64$/, '应为 whsec_ 加上 24–64 个字节的 Base64 编码'],
  [
    /^expected an https:\/\/ address.* without a path$/,
    '应为不带路径的 https:// 地址（只有 localhost 可以用 http://）',
  ],
  [/^expected the domain of the CDN, got one of OSS$/, '应为 CDN 的加速域名，却是 OSS 的地址'],
  [/^expected another address than (\w+), to which clients upload$/, '不能与 $1 相同：客户端上传到那个地址'],
  [/^expected names of fields .*: at most (\d+) names$/, '应为用点连接的字段名，如 data.id，最多 $1 个'],
  [/^expected A, B, C or F$/, '应为 A、B、C 或 F（CDN 的鉴权方式）'],
  [/^expected 16 to 32 letters and digits, got (\d+) characters$/, '应为 16–32 个字母和数字，现在是 $1 个字符'],
  [/^expected 16 to 32 letters and digits, and no other character$/, '只能使用字母和数字，16–32 个'],
  [/^expected whole seconds from (\d+) to (\d+)$/, '应为 $1–$2 的整数秒'],
  [/^expected an https:\/\/ address.*$/, '应为 https:// 地址（只有 localhost 可以用 http://）'],
  [/^expected one address; OSS treats `;` as a separator$/, '只能写一个地址：OSS 把 ; 当作分隔符'],
  [/^expected a whole number from 1$/, '应为大于 0 的整数'],
  [/^expected such as (\S+) or (\S+)$/, '应写成 $1 或 $2'],
  [/^expected IP addresses or ranges such as (.*)$/, '应为 IP 地址或网段，如 $1'],
  [/^expected origins: (.*)$/, '应为来源，如 $1'],
  [/^entry (\d+): expected name:key:scopes, such as (.*)$/, '第 $1 项应为 名称:密钥:权限，如 $2'],
  [/^entry (\d+): expected a name of at most.*$/, '第 $1 项：名称最多 32 个字符（a-z 0-9 -），以字母开头'],
  [
    /^entry (\d+): expected a key of at least 32 characters, got (\d+); (.*) makes one$/,
    '第 $1 项：密钥至少 32 个字符，现在只有 $2 个；可用 $3 生成',
  ],
  [/^entry (\d+): expected a key of at most.*$/, '第 $1 项：密钥最多 256 个字符，只能使用字母、数字与 - . _ ~ + / ='],
  [/^entry (\d+): expected a random key; (.*) makes one$/, '第 $1 项：密钥应当是随机的；可用 $2 生成'],
  [/^entry (\d+): expected the scopes (.*), or one of them$/, '第 $1 项：权限应为 $2，或其中之一'],
  [/^entry (\d+): expected a name that no other key has$/, '第 $1 项：名称与其他密钥重复'],
  [/^entry (\d+): expected a key that no other entry has$/, '第 $1 项：密钥与其他项重复'],
  [/^expected (.*) or both$/, '应为 $1，可以都写'],
]

/** A line of `readEnvironment`, `NAME: expected …`, in this language. A sentence without translation is quoted. */
export function configProblem(line: string, locale: Locale): string {
  if (locale === 'en') return line
  const [, name = '', sentence = ''] = /^(\w+): (.*)$/s.exec(line) ?? []
  if (name === '') return line
  for (const [pattern, chinese] of SENTENCES) {
    if (pattern.test(sentence)) return `${name}：${sentence.replace(pattern, chinese)}`
  }
  return `${name}：值不合法（${sentence}）`
}

/** What `readEnvironment` threw, one line for each problem. */
export function configError(thrown: unknown): CommandError {
  const { message } = thrown as Error
  const [, ...lines] = message.split('\n')
  const problems = lines.map((line) => `  ${configProblem(line.trim(), 'zh')}`)
  return new CommandError(['配置不完整：', ...problems].join('\n'), message)
}
