/** What the compiler cannot see of a route's options. Each throws an Error that names the option. */
import { LIMITS } from '../../miniprogram/uploader/contract'
import { MEDIA_TYPE, runsInBrowsers } from '../content/media-types'

export function checkAccept(accept: readonly string[]): void {
  for (const type of accept) {
    if (!MEDIA_TYPE.test(type)) throw new Error(`accept: expected media types in lower case, got "${type}"`)
  }
}

export function checkMaxFiles(maxFiles: number): void {
  if (!Number.isInteger(maxFiles) || maxFiles < 1 || maxFiles > LIMITS.filesPerCall) {
    throw new Error(`maxFiles: expected 1 to ${LIMITS.filesPerCall}, got ${maxFiles}`)
  }
}

/** Without `|`, which would let OSS save what it makes. */
const INSTRUCTIONS = /^(image|video|style)\/[\w,./=-]+$/

export function checkStyles(styles: Readonly<Record<string, string>>, thumbnail: string | undefined): void {
  for (const [name, instructions] of Object.entries(styles)) {
    if (/^[A-Za-z][\w-]{0,31}$/.test(name) && INSTRUCTIONS.test(instructions)) continue
    throw new Error(`styles: expected such as { small: 'image/resize,w_200' }, got { ${name}: '${instructions}' }`)
  }
  if (thumbnail !== undefined && !Object.hasOwn(styles, thumbnail)) {
    throw new Error(`thumbnail: expected a name of styles, got "${thumbnail}"`)
  }
}

export function checkCacheControl(cacheControl: string | undefined): void {
  if (cacheControl === undefined || /^[\x21-\x7e]+( [\x21-\x7e]+)*$/.test(cacheControl)) return
  throw new Error(`cacheControl: expected such as "public, max-age=3600", got ${JSON.stringify(cacheControl)}`)
}

/** A page shown in place runs its scripts as the bucket's domain. */
export function checkDisposition(disposition: string | undefined, accept: readonly string[]): void {
  const active = disposition === 'inline' ? accept.find(runsInBrowsers) : undefined
  if (active) throw new Error(`contentDisposition: expected attachment beside ${active}, which may carry scripts`)
}
