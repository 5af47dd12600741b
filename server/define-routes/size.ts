/** A size as routes write it, in units of 1024: `5MB`, `1.5GB`. */
export type Size = `${number}${SizeUnit}`

type SizeUnit = 'KB' | 'MB' | 'GB'

const UNITS: Record<SizeUnit, number> = { KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 }

/** What one POST, PUT or form may carry. https://help.aliyun.com/en/oss/developer-reference/postobject */
const MOST = 5 * UNITS.GB

/**
 * Bytes, whole.
 * @throws Error, naming the option, when it is no size from `least` to 5 GB.
 */
export function parseSize(option: string, text: string, least: number): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(KB|MB|GB)$/.exec(text) ?? []
  const bytes = amount && unit ? Math.floor(Number(amount) * UNITS[unit as SizeUnit]) : -1
  if (bytes < least || bytes > MOST) {
    throw new Error(`${option}: expected such as 5MB and at most 5GB, got "${text}"`)
  }
  return bytes
}
