/** Words about hotlink protection, which the tables of codes and of fine-grained codes share with doctor. */

export const REFERER_REFUSED = {
  zh: '存储空间的防盗链（Referer）拒绝了请求：小程序的请求带有 Referer https://servicewechat.com/<AppID>/…，部分手机与工具不带 Referer。',
  en: 'The hotlink protection (Referer) of the bucket refused the request. Mini-programs send the Referer https://servicewechat.com/<AppID>/…, and some phones and tools send none.',
}

export const ALLOW_REFERER = {
  zh: '在 OSS 控制台“数据安全 → 防盗链”，白名单加入 https://servicewechat.com（以及自己的网页），并允许空 Referer；使用 CDN 时，CDN 的防盗链也要修改。私有文件已有签名 URL 保护，可以关闭防盗链。',
  en: 'In the OSS console (Data Security → Hotlink Protection) add https://servicewechat.com and your own pages to the whitelist, and allow an empty Referer. Change that of a CDN too. Signed URLs already protect private files, so the protection may be switched off.',
}
