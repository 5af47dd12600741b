import { commandHere } from '../../../terminal/command-here'
import { configProblem } from '../../../terminal/config-problem'
import { type Check, error, type Finding, fact, warning } from '../check'

/** Reads the environment as the backend does. */
export const CONFIGURATION: Check = {
  id: 'configuration',
  title: { zh: '配置', en: 'configuration' },
  why: {
    zh: '缺少任何一项或有一项写错，后端都不会启动。',
    en: 'The backend does not start if a value is missing or wrong.',
  },
  needs: [],
  async run({ reading }) {
    if ('problems' in reading) return reading.problems.map(problem)
    const { identity, oss, buckets = {}, secrets } = reading.settings
    const [first] = secrets.session
    const found: Finding[] = [
      fact(
        'bucket',
        `存储空间 ${oss.bucket}（${oss.region}），前缀 ${oss.prefix}/`,
        `bucket ${oss.bucket} (${oss.region}), prefix ${oss.prefix}/`,
      ),
      ...Object.entries(buckets).map(([name, { bucket, region }]) =>
        fact('bucket', `存储空间 ${name}：${bucket}（${region}）`, `bucket ${name}: ${bucket} (${region})`),
      ),
    ]
    if (first === secrets.key) found.push(SAME_SECRET)
    return identity
      ? [...found, fact('identity', `识别用户的方式：${identity.kind}`, `users are identified by ${identity.kind}`)]
      : [...found, NO_IDENTITY]
  },
}

const problem = (line: string): Finding =>
  error(
    `env:${line.split(':')[0]}`,
    { zh: configProblem(line, 'zh'), en: line },
    {
      fix: {
        zh: '修改 .env；.env.example 说明了每个变量。',
        en: 'Change .env; .env.example explains each variable.',
      },
      command: commandHere('setup env'),
    },
  )

const SAME_SECRET = warning(
  'same-secret',
  { zh: 'SESSION_SECRET 与 KEY_SECRET 相同', en: 'SESSION_SECRET and KEY_SECRET are the same' },
  {
    fix: {
      zh: '生成一个新的 SESSION_SECRET（openssl rand -hex 32）。它可以定期更换，KEY_SECRET 永远不能更换。',
      en: 'Make a new SESSION_SECRET (openssl rand -hex 32). It may be changed from time to time, KEY_SECRET never.',
    },
  },
)

const NO_IDENTITY = warning(
  'no-identity',
  {
    zh: '没有配置识别用户的方式：独立运行的后端会对每个请求返回 401',
    en: 'no way to identify users is configured: the stand-alone backend answers every request with 401',
  },
  {
    fix: {
      zh: '设置 WECHAT_APPID 与 WECHAT_SECRET，或 JWT_…，或 INTROSPECT_URL。如果你的代码向 createApp 传入了 identity，可以忽略。',
      en: 'Set WECHAT_APPID and WECHAT_SECRET, or JWT_…, or INTROSPECT_URL. Ignore this if your code passes an identity to createApp.',
    },
  },
)
