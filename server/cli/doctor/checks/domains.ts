import type { Config } from '../../../config/config'
import { type Check, type Finding, fact } from '../check'

export const DOMAINS: Check = {
  id: 'domains',
  title: { zh: '小程序后台要填的合法域名', en: 'lines for the mini-program’s domain lists' },
  why: {
    zh: 'mp.weixin.qq.com “开发管理 → 开发设置 → 服务器域名”，三张表分开填；漏一张就是 url not in domain list。',
    en: 'At mp.weixin.qq.com (Development → Settings → Server domains), three separate lists; one left out ends as “url not in domain list”.',
  },
  needs: ['configuration'],
  run: async ({ settings: { config } }) => domainLines(config),
}

/** Exactly what to paste. */
export function domainLines({ publicUrl, oss }: Config): Finding[] {
  const backend = publicUrl && new URL(publicUrl).origin
  const bucket = new URL(oss.domain).origin
  const request = backend
    ? fact('request', `request 合法域名       ${backend};${bucket}`, `request         ${backend};${bucket}`)
    : fact(
        'request',
        `request 合法域名       <后端的 https 地址>;${bucket}`,
        `request         <https address of the backend>;${bucket}`,
      )
  return [
    request,
    fact('uploadFile', `uploadFile 合法域名    ${bucket}`, `uploadFile      ${bucket}`),
    fact('downloadFile', `downloadFile 合法域名  ${bucket}`, `downloadFile    ${bucket}`),
  ]
}
