import type { Language } from './words'

/** Translations of the cloud's own rule texts; OSS's messages are not translated. */
const ZH: [RegExp, string][] = [
  [/; /g, '；'],
  [/\brole policy\b/g, '角色策略'],
  [/\bsession policy\b/g, '会话策略'],
  [/\buser policy\b/g, '用户策略'],
  [/\broot account\b/g, '主账号'],
  [/, statement (\d+): Allow/g, '第 $1 条允许'],
  [/, statement (\d+): Deny/g, '第 $1 条拒绝'],
  [/, no statement matches/g, '没有匹配的语句'],
  [/\bno ACL allows it\b/g, '没有 ACL 允许它'],
  [/^bucket ACL (\S+)$/, '存储空间 ACL $1'],
  [/^object ACL (\S+)$/, '对象 ACL $1'],
  [/^CORS rule (\d+)$/, '第 $1 条跨域规则'],
  [/^fault: /, '注入的故障：'],
  [/^the client disconnected$/, '客户端断开了连接'],
  [/^role trusts the user, and the user may assume it$/, '角色信任该用户，用户可以扮演它'],
  [/^accepted\b/, '后端已接受'],
  [/, SNI sent$/, '，带 SNI'],
  [/^Block Public Access$/, '阻止公共访问'],
  [/^anyone may call it$/, '任何人都可以调用'],
]

export function ruleText(rule: string, language: Language): string {
  if (language === 'en') return rule
  return ZH.reduce((text, [pattern, words]) => text.replace(pattern, words), rule)
}
