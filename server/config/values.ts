/** Single values of the environment: pure, each taking what people write and giving the one form we use. */

/** What sample configurations have in them, addresses included: `https://your-domain.com`. */
export const isPlaceholder = (value: string): boolean =>
  /^(https?:\/\/)?(your[-_ ]|<|x{3,}$|change[-_ ]?me|replace[-_ ]|placeholder)/i.test(value)

/** Without a network to go over, http and test identities are harmless. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

/** `files.example.com` or `https://files.example.com/` → `https://files.example.com`; '' when it is no safe address. */
export function hostUrl(value: string): string {
  const address = value.includes('://') ? value : `https://${value}`
  if (!URL.canParse(address)) return ''
  const { protocol, origin, pathname, search, hash, username } = new URL(address)
  if (search || hash || username) return ''
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(address))) return ''
  return origin + pathname.replace(/\/+$/, '')
}

/** The same without a path: a bucket's domain, an endpoint. */
export const originUrl = (value: string): string => {
  const address = hostUrl(value)
  return address && new URL(address).pathname === '/' ? new URL(address).origin : ''
}

/** Reached from inside Alibaba Cloud only. */
export const isInternal = (address: string): boolean => /-internal(\.|$)/.test(address)

/** Addresses that OSS refuses to call back. https://help.aliyun.com/en/oss/developer-reference/callback */
export function isPrivateHost(url: string): boolean {
  const { hostname } = new URL(url)
  return (
    isLoopback(url) ||
    hostname.startsWith('[') ||
    /^(10|127|192\.168|172\.(1[6-9]|2\d|3[01])|169\.254)\./.test(hostname)
  )
}

/** `oss-cn-hangzhou` (OSS's old form) → `cn-hangzhou`, which V4 signatures take; '' when it is neither. */
export function regionId(value: string): string {
  const region = value.replace(/^oss-/, '')
  return !isInternal(region) && /^[a-z]{2}-[a-z0-9]+(-[a-z0-9]+)*$/.test(region) ? region : ''
}

/** An endpoint of Alibaba's gets the bucket in front; any other is a domain bound to the bucket already. */
export function bucketHost(bucket: string, endpoint: string): string {
  const { protocol, host } = new URL(endpoint)
  const isShared = host.endsWith('.aliyuncs.com') && !host.startsWith(`${bucket}.`)
  return `${protocol}//${isShared ? `${bucket}.` : ''}${host}`
}
