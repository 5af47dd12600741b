/** The domain lists of mp.weixin.qq.com; each API has its own. */
export interface LegalDomains {
  request: string[]
  uploadFile: string[]
}

interface Site {
  scheme: string
  host: string
  /** As written: `:443` is a port, even to a URL parser that drops it. */
  port: string | undefined
}

/** Scheme, host and port as they stand in the URL, or nothing when there is no host. */
export function siteOf(url: string): Site | undefined {
  const parts = /^([a-z][a-z0-9+.-]*):\/\/(?:[^@/?#]*@)?(\[[^\]]*\]|[^:/?#]+)(?::(\d+))?(?:[/?#]|$)/i.exec(url)
  if (!parts?.[1] || !parts[2]) return undefined
  return { scheme: parts[1].toLowerCase(), host: parts[2].toLowerCase(), port: parts[3] }
}

/**
 * https only, no IP and no localhost, each host listed by itself, and the port exactly as listed: an entry without one
 * allows none.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/ability/network.html
 */
export function isListed(url: string, domains: readonly string[]): boolean {
  const site = siteOf(url)
  if (site?.scheme !== 'https' || isAddress(site.host)) return false
  return domains.some((domain) => {
    const listed = siteOf(domain.includes('://') ? domain : `https://${domain}`)
    return listed?.scheme === 'https' && listed.host === site.host && listed.port === site.port
  })
}

const isAddress = (host: string) => host === 'localhost' || host.startsWith('[') || /^\d+(\.\d+){3}$/.test(host)
