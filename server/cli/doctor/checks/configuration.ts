import { type Check, error, type Finding, fact, warning } from '../check'

/** The backend’s own reading of its environment. */
export const CONFIGURATION: Check = {
  id: 'configuration',
  title: { zh: '配置', en: 'configuration' },
  why: {
    zh: '缺一项或写错一项，后端就不会启动。',
    en: 'The backend does not start while one value is missing or wrong.',
  },
  needs: [],
  async run({ reading }) {
    if ('problems' in reading) return reading.problems.map(problem)
    const { identity, config } = reading.settings
    const [first] = config.secrets.session
    const found: Finding[] = [
      fact(
        'place',
        `存储空间 ${config.oss.bucket}（${config.oss.region}），前缀 ${config.oss.prefix}/`,
        `bucket ${config.oss.bucket} (${config.oss.region}), prefix ${config.oss.prefix}/`,
      ),
    ]
    if (first === config.secrets.key) found.push(SAME_SECRET)
    return identity
      ? [...found, fact('identity', `用户：${identity.kind}`, `users by ${identity.kind}`)]
      : [...found, NO_IDENTITY]
  },
}

const problem = (line: string): Finding =>
  error(
    `env:${line.split(':')[0]}`,
    { zh: inChinese(line), en: line },
    {
      mend: {
        zh: '改 .env；.env.example 逐项说明了每个变量。',
        en: 'Mend .env; .env.example tells what each variable is.',
      },
      command: 'npx wx-oss-upload-server setup env',
    },
  )

/** The backend says it in English; most of it is one of a few phrases. */
const inChinese = (line: string): string =>
  line
    .replace(': is missing', '：没有设置')
    .replace(': is still the placeholder', '：还是示例里的占位符')
    .replace(/: expected /, '：应为 ')

const SAME_SECRET = warning(
  'same-secret',
  { zh: 'SESSION_SECRET 与 KEY_SECRET 相同', en: 'SESSION_SECRET and KEY_SECRET are the same' },
  {
    mend: {
      zh: '前者要能更换，后者永远不能换：换一个新的 SESSION_SECRET（openssl rand -hex 32）。',
      en: 'The one has to be changed now and then, the other never: make a new SESSION_SECRET (openssl rand -hex 32).',
    },
  },
)

const NO_IDENTITY = warning(
  'no-identity',
  {
    zh: '没有配置怎样认识用户：独立运行的后端对每个请求都答 401',
    en: 'No way to know users: the stand-alone backend answers every call 401',
  },
  {
    mend: {
      zh: '设置 WECHAT_APPID 与 WECHAT_SECRET，或 JWT_…，或 INTROSPECT_URL；在代码里给 identity 的可以不管。',
      en: 'Set WECHAT_APPID and WECHAT_SECRET, or JWT_…, or INTROSPECT_URL; never mind where your code gives an identity.',
    },
  },
)
