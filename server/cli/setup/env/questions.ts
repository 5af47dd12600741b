import type { Text } from '../../language'

/** One value of `.env`. Whether it is right is said by whoever reads the environment. */
export interface Question {
  name: string
  text: Text
  /** Not shown while it is typed, nor afterwards. */
  isSecret?: boolean
  /** An empty answer is one. */
  isOptional?: boolean
  otherwise?: string
}

export const BUCKET_QUESTIONS: readonly Question[] = [
  { name: 'OSS_BUCKET', text: { zh: '存储空间（Bucket）的名字', en: 'Name of the bucket' } },
  { name: 'OSS_REGION', text: { zh: '地域，如 cn-hangzhou', en: 'Its region, such as cn-hangzhou' } },
  {
    name: 'OSS_DOMAIN',
    text: {
      zh: '绑定的自定义域名（2025-03-20 后开通 OSS 的账号必须有）',
      en: 'Its custom domain (needed where OSS was activated after 20 March 2025)',
    },
    isOptional: true,
  },
  { name: 'OSS_PREFIX', text: { zh: '所有文件的前缀', en: 'Prefix of every key' }, otherwise: 'uploads' },
]

export const RAM_QUESTIONS: readonly Question[] = [
  {
    name: 'STS_ROLE_ARN',
    text: {
      zh: '签名用的角色，acs:ram::<账号 ID>:role/<角色名>',
      en: 'The role that signs, acs:ram::<account id>:role/<name>',
    },
  },
  {
    name: 'ALIBABA_CLOUD_ACCESS_KEY_ID',
    text: {
      zh: '可以扮演它的 RAM 用户的 AccessKey ID（ECS、函数计算等有实例角色时留空）',
      en: 'AccessKey ID of a RAM user who may assume it (empty where the instance has a role of its own)',
    },
    isOptional: true,
  },
]

export const KEY_SECRET_QUESTION: Question = {
  name: 'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
  text: { zh: '它的 AccessKey Secret', en: 'Its AccessKey secret' },
  isSecret: true,
}

/** How users are known, and what each way has to be told. */
export const IDENTITIES: readonly { name: string; text: Text; questions: readonly Question[] }[] = [
  {
    name: 'wechat',
    text: { zh: '微信登录（wx.login）', en: 'WeChat (wx.login)' },
    questions: [
      { name: 'WECHAT_APPID', text: { zh: '小程序的 AppID', en: 'AppID of the mini-program' } },
      { name: 'WECHAT_SECRET', text: { zh: '它的 AppSecret', en: 'Its AppSecret' }, isSecret: true },
    ],
  },
  {
    name: 'jwt',
    text: { zh: '自己签发的 JWT（HS256）', en: 'JWTs of your own (HS256)' },
    questions: [
      {
        name: 'JWT_SECRET',
        text: { zh: '签名密钥，至少 32 字节', en: 'Their secret, 32 bytes or more' },
        isSecret: true,
      },
      { name: 'JWT_ISSUER', text: { zh: 'iss', en: 'iss' } },
      { name: 'JWT_AUDIENCE', text: { zh: 'aud', en: 'aud' } },
    ],
  },
  {
    name: 'introspect',
    text: { zh: '问已有的后端', en: 'Ask the backend you have' },
    questions: [{ name: 'INTROSPECT_URL', text: { zh: '它的地址', en: 'Its address' } }],
  },
  { name: 'none', text: { zh: '以后再说（或在代码里）', en: 'Later, or in code' }, questions: [] },
]

export const DOOR_QUESTIONS: readonly Question[] = [
  {
    name: 'PUBLIC_URL',
    text: { zh: 'OSS 回调本后端的公网地址', en: 'Where OSS reaches this backend from the internet' },
    isOptional: true,
  },
  {
    name: 'CORS_ORIGINS',
    text: {
      zh: '可以上传的网页来源，逗号分隔（只有小程序时留空）',
      en: 'Origins of web pages that may upload, by commas (empty for mini-programs alone)',
    },
    isOptional: true,
  },
]

/** Made up, unless there is one: KEY_SECRET must never change, or users lose their folders. */
export const GENERATED = ['SESSION_SECRET', 'KEY_SECRET'] as const
