/** Checks of a route's options that the compiler cannot make. Each throws an Error that names the option. */
import { LIMITS } from '../../miniprogram/uploader/contract'

export function checkMaxFiles(maxFiles: number): void {
  if (!Number.isInteger(maxFiles) || maxFiles < 1 || maxFiles > LIMITS.filesPerCall) {
    throw new Error(`maxFiles: expected 1 to ${LIMITS.filesPerCall}, got ${maxFiles}`)
  }
}

/** Without `|`, because `|sys/saveas` would let OSS store the result. */
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
