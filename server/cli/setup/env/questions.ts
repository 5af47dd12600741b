import { variableOf } from '../../../config/bucket-config'
import type { Text } from '../../terminal/language'

/** Asks for one value of `.env`. `readEnvironment` validates it. */
export interface Question {
  name: string
  text: Text
  /** Not shown while it is typed, nor afterwards. */
  isSecret?: boolean
  /** The answer may be empty. */
  isOptional?: boolean
  defaultValue?: string
}

export const BUCKET_QUESTIONS: readonly Question[] = [
  { name: 'OSS_BUCKET', text: { zh: '存储空间（Bucket）的名称', en: 'Name of the bucket' } },
  {
    name: 'OSS_REGION',
    text: { zh: '存储空间的地域，如 cn-hangzhou', en: 'Region of the bucket, such as cn-hangzhou' },
  },
  {
    name: 'OSS_DOMAIN',
    text: {
      zh: '绑定的自定义域名（2025-03-20 之后开通 OSS 的账号必须设置）',
      en: 'Custom domain of the bucket (required for accounts that activated OSS after 20 March 2025)',
    },
    isOptional: true,
  },
  { name: 'OSS_PREFIX', text: { zh: '所有文件的前缀', en: 'Prefix of all files' }, defaultValue: 'uploads' },
  {
    name: 'OSS_BUCKETS',
    text: {
      zh: '其他存储空间的代号，如 public，用逗号分隔（只有一个存储空间时留空）',
      en: 'Short names of further buckets, such as public, separated by commas (empty if there is one bucket)',
    },
    isOptional: true,
  },
]

/** @param name one of `OSS_BUCKETS` */
export const otherBucketQuestions = (name: string): readonly Question[] => [
  {
    name: variableOf('OSS_BUCKET', name),
    text: { zh: `存储空间 ${name} 的名称`, en: `Name of the bucket that ${name} stands for` },
  },
  {
    name: variableOf('OSS_REGION', name),
    text: { zh: `${name} 的地域（与第一个相同时留空）`, en: `Region of ${name} (empty if it is that of the first)` },
    isOptional: true,
  },
  {
    name: variableOf('OSS_DOMAIN', name),
    text: { zh: `${name} 绑定的自定义域名`, en: `Custom domain of ${name}` },
    isOptional: true,
  },
]

export const RAM_QUESTIONS: readonly Question[] = [
  {
    name: 'STS_ROLE_ARN',
    text: {
      zh: '签名使用的角色的 ARN，acs:ram::<账号 ID>:role/<角色名>',
      en: 'ARN of the role that signs, acs:ram::<account id>:role/<name>',
    },
  },
  {
    name: 'ALIBABA_CLOUD_ACCESS_KEY_ID',
    text: {
      zh: '可以扮演这个角色的 RAM 用户的 AccessKey ID（在有实例角色的 ECS、函数计算等上留空）',
      en: 'AccessKey ID of a RAM user who may assume this role (empty on ECS, Function Compute, … with a role of their own)',
    },
    isOptional: true,
  },
]

export const KEY_SECRET_QUESTION: Question = {
  name: 'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
  text: { zh: '这个用户的 AccessKey Secret', en: 'AccessKey Secret of this user' },
  isSecret: true,
}

/** The ways to identify users, and the values that each one needs. */
export const IDENTITIES: readonly { name: string; text: Text; questions: readonly Question[] }[] = [
  {
    name: 'wechat',
    text: { zh: '微信登录（wx.login）', en: 'WeChat (wx.login)' },
    questions: [
      { name: 'WECHAT_APPID', text: { zh: '小程序的 AppID', en: 'AppID of the mini-program' } },
      {
        name: 'WECHAT_SECRET',
        text: { zh: '小程序的 AppSecret', en: 'AppSecret of the mini-program' },
        isSecret: true,
      },
    ],
  },
  {
    name: 'jwt',
    text: { zh: '自己签发的 JWT（HS256）', en: 'JWTs that you issue (HS256)' },
    questions: [
      {
        name: 'JWT_SECRET',
        text: { zh: '签名密钥，至少 32 字节', en: 'Secret that signs them, at least 32 bytes' },
        isSecret: true,
      },
      { name: 'JWT_ISSUER', text: { zh: '签发者（iss）', en: 'Issuer (iss)' } },
      { name: 'JWT_AUDIENCE', text: { zh: '接收者（aud）', en: 'Audience (aud)' } },
    ],
  },
  {
    name: 'introspect',
    text: { zh: '向已有的后端查询', en: 'Ask your existing backend' },
    questions: [
      { name: 'INTROSPECT_URL', text: { zh: '已有后端的查询地址', en: 'URL to ask' } },
      {
        name: 'INTROSPECT_ID_PATH',
        text: { zh: '响应中用户 ID 的位置，例如 data.id', en: 'Where its answer has the id, such as data.id' },
        isOptional: true,
      },
    ],
  },
  { name: 'none', text: { zh: '以后设置，或在代码里指定', en: 'Set it later, or in code' }, questions: [] },
]

export const HTTP_QUESTIONS: readonly Question[] = [
  {
    name: 'PUBLIC_URL',
    text: { zh: '本后端的公网地址，OSS 会回调它', en: 'Public URL of this backend, for callbacks of OSS' },
    isOptional: true,
  },
  {
    name: 'CORS_ORIGINS',
    text: {
      zh: '允许上传的网页来源，用逗号分隔（只有小程序时留空）',
      en: 'Origins of web pages that may upload, separated by commas (empty if there are only mini-programs)',
    },
    isOptional: true,
  },
]

/** Generated unless already set. KEY_SECRET must never change, or users lose their folders. */
export const GENERATED = ['SESSION_SECRET', 'KEY_SECRET'] as const
