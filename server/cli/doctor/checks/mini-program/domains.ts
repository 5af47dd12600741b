import type { Config } from '../../../../config/config'
import { type Check, type Finding, fact } from '../check'

export const DOMAINS: Check = {
  id: 'domains',
  title: { zh: '小程序后台要填写的合法域名', en: 'entries for the mini-program’s domain lists' },
  why: {
    zh: '在 mp.weixin.qq.com “开发管理 → 开发设置 → 服务器域名”有三个列表，要分别填写；缺少的会报错 url not in domain list。',
    en: 'mp.weixin.qq.com (Development → Settings → Server domains) has three separate lists. A missing entry ends in “url not in domain list”.',
  },
  needs: ['configuration'],
  run: async ({ settings }) => domainLines(settings),
}

/** The exact text to paste into each list. */
export function domainLines({ publicUrl, oss, buckets = {}, cdn }: Config): Finding[] {
  const backend = publicUrl && new URL(publicUrl).origin
  const bucket = [oss, ...Object.values(buckets)].map(({ domain }) => new URL(domain).origin).join(';')
  // Public files and download names still come from OSS.
  const download = cdn ? `${bucket};${cdn.domain}` : bucket
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
    fact('downloadFile', `downloadFile 合法域名  ${download}`, `downloadFile    ${download}`),
  ]
}
