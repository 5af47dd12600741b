import { UploadError } from '../../core/errors'

/**
 * Finds out why a request got no answer. Browsers hide the reason, so that pages cannot spy on other sites. But if a
 * host can be reached without reading its answer, and not when reading it, then CORS most likely excludes the page.
 */
export async function whyNoAnswer(url: string): Promise<UploadError> {
  const host = originOf(url)
  if (!navigator.onLine) return new UploadError('network', { params: { detail: 'the browser is offline', host } })
  // The same path, because another path of the host may belong to another program; without the signature.
  const [address = url] = url.split('?')
  const isExcluded = (await reaches(address, 'no-cors')) && !(await reaches(address, 'cors'))
  if (isExcluded) return new UploadError('origin-not-allowed', { params: { host, origin: location.origin } })
  const detail = 'no answer: a broken connection, a bad certificate or http in an https page; the console says which'
  return new UploadError('network', { params: { detail, host } })
}

/** After this long the answer would no longer be useful, ms. */
const TIMEOUT_MS = 5_000

async function reaches(address: string, mode: 'cors' | 'no-cors'): Promise<boolean> {
  const timeout = new AbortController()
  const timer = setTimeout(() => timeout.abort(), TIMEOUT_MS)
  try {
    await fetch(address, { mode, signal: timeout.signal, credentials: 'omit', cache: 'no-store' })
    return true
  } catch {
    return false
  } finally {
    clearTimeout(timer)
  }
}

export const originOf = (url: string): string => /^[a-z]+:\/\/[^/?#]+/i.exec(url)?.[0] ?? url
