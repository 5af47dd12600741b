import { UploadError } from '../../core/errors'

/**
 * Why a request got no answer. Browsers do not tell, lest a page look into other sites; but a host that is reached when
 * no answer is asked for, and not when one is, most likely keeps the page out by CORS.
 */
export async function whyNoAnswer(url: string): Promise<UploadError> {
  const host = originOf(url)
  if (!navigator.onLine) return new UploadError('network', { params: { detail: 'the browser is offline', host } })
  // Where it sends to, for another path of the host may be another program's; without the signature.
  const [address = url] = url.split('?')
  const isKeptOut = (await reaches(address, 'no-cors')) && !(await reaches(address, 'cors'))
  if (isKeptOut) return new UploadError('origin-not-allowed', { params: { host, origin: location.origin } })
  const detail = 'no answer: a broken connection, a bad certificate or http in an https page; the console says which'
  return new UploadError('network', { params: { detail, host } })
}

/** Longer, and the question is no use any more, ms. */
const PATIENCE_MS = 5_000

async function reaches(address: string, mode: 'cors' | 'no-cors'): Promise<boolean> {
  const giveUp = new AbortController()
  const timer = setTimeout(() => giveUp.abort(), PATIENCE_MS)
  try {
    await fetch(address, { mode, signal: giveUp.signal, credentials: 'omit', cache: 'no-store' })
    return true
  } catch {
    return false
  } finally {
    clearTimeout(timer)
  }
}

export const originOf = (url: string): string => /^[a-z]+:\/\/[^/?#]+/i.exec(url)?.[0] ?? url
