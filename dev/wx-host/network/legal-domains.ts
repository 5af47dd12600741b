/** The domain lists of mp.weixin.qq.com; each API has its own. */
export interface LegalDomains {
  request: string[]
  uploadFile: string[]
}

interface Site {
  scheme: string
  host: string
  /** As written: `:443` counts as a port, although URL parsers drop it. */
  port: string | undefined
}

/** Scheme, host and port as written in the URL; undefined if there is no host. */
export function siteOf(url: string): Site | undefined {
  const parts = /^([a-z][a-z0-9+.-]*):\/\/(?:[^@/?#]*@)?(\[[^\]]*\]|[^:/?#]+)(?::(\d+))?(?:[/?#]|$)/i.exec(url)
  if (!parts?.[1] || !parts[2]) return undefined
  return { scheme: parts[1].toLowerCase(), host: parts[2].toLowerCase(), port: parts[3] }
}

/**
 * Only https, no IP address and no localhost. Each host has its own entry, and the port must equal the entry's: an
 * entry without a port allows only URLs without one.
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
