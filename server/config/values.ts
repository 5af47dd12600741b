/** Pure functions for single values of the environment: each accepts what people write and returns one normal form. */

/** Placeholders of sample configurations, also inside a URL: `https://your-domain.com`. */
export const isPlaceholder = (value: string): boolean =>
  /^(https?:\/\/)?(your[-_ ]|<|x{3,}$|change[-_ ]?me|replace[-_ ]|placeholder)/i.test(value)

/** On this machine http and test identities are harmless, because no network is involved. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

/** `files.example.com` or `https://files.example.com/` → `https://files.example.com`; '' for an unsafe address. */
export function hostUrl(value: string): string {
  const address = value.includes('://') ? value : `https://${value}`
  if (!URL.canParse(address)) return ''
  const { protocol, origin, pathname, search, hash, username } = new URL(address)
  if (search || hash || username) return ''
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(address))) return ''
  return origin + pathname.replace(/\/+$/, '')
}

/** The same for an address without a path: a bucket's domain, an endpoint. */
export const originUrl = (value: string): string => {
  const address = hostUrl(value)
  return address && new URL(address).pathname === '/' ? new URL(address).origin : ''
}

/** Internal endpoints can only be reached from inside Alibaba Cloud. */
export const isInternal = (address: string): boolean => /-internal(\.|$)/.test(address)

/** OSS refuses to call back private addresses. https://help.aliyun.com/en/oss/developer-reference/callback */
export function isPrivateHost(url: string): boolean {
  const { hostname } = new URL(url)
  return (
    isLoopback(url) ||
    hostname.startsWith('[') ||
    /^(10|127|192\.168|172\.(1[6-9]|2\d|3[01])|169\.254)\./.test(hostname)
  )
}

/** `oss-cn-hangzhou` (OSS's old form) → `cn-hangzhou`, which V4 signatures need; '' for anything else. */
export function regionId(value: string): string {
  const region = value.replace(/^oss-/, '')
  return !isInternal(region) && /^[a-z]{2}-[a-z0-9]+(-[a-z0-9]+)*$/.test(region) ? region : ''
}

/**
 * What Alibaba Cloud's own address says about the bucket and the region; `undefined` for any other address.
 * https://help.aliyun.com/zh/oss/user-guide/regions-and-endpoints
 */
export function officialPlace(address: string): { bucket?: string; region?: string } | undefined {
  const { host } = new URL(address)
  const [, bucket, place] = /^(?:([a-z0-9-]+)\.)?oss-([a-z0-9-]+)\.aliyuncs\.com$/.exec(host) ?? []
  if (!place) return undefined
  const region = place.replace(/-internal$/, '')
  return { ...(bucket && { bucket }), ...(!place.startsWith('accelerate') && { region }) }
}

/** Puts the bucket in front of an Alibaba Cloud endpoint. Any other address is already bound to the bucket. */
export function bucketHost(bucket: string, endpoint: string): string {
  const { protocol, host } = new URL(endpoint)
  const isShared = host.endsWith('.aliyuncs.com') && !host.startsWith(`${bucket}.`)
  return `${protocol}//${isShared ? `${bucket}.` : ''}${host}`
}
