/** A size in units of 1024: `5MB`, `1.5GB`. */
export type Size = `${number}${SizeUnit}`

type SizeUnit = 'KB' | 'MB' | 'GB'

const UNITS: Record<SizeUnit, number> = { KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 }

/** OSS's limit for one PUT or form. https://help.aliyun.com/en/oss/developer-reference/postobject */
const MAX_BYTES = 5 * UNITS.GB

/**
 * Parses a size to bytes.
 * @throws Error that names the option, unless the size is from `least` to 5 GB.
 */
export function parseSize(option: string, text: string, least: number): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(KB|MB|GB)$/.exec(text) ?? []
  const bytes = amount && unit ? Math.floor(Number(amount) * UNITS[unit as SizeUnit]) : -1
  if (bytes < least || bytes > MAX_BYTES) {
    throw new Error(`${option}: expected such as 5MB and at most 5GB, got "${text}"`)
  }
  return bytes
}
