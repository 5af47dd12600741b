import type { HeaderCase } from '../../device/platform'

/** `header` as the platform shows it: repeated names are joined with a comma, the case is the platform's. */
export function presentHeaders(rawHeaders: readonly string[], headerCase: HeaderCase): Record<string, string> {
  const shown: Record<string, string> = {}
  const spelling = new Map<string, string>()
  for (const [name, value] of pairs(rawHeaders)) {
    const known = spelling.get(name.toLowerCase())
    if (known !== undefined) shown[known] += `,${value}`
    else {
      const spelt = spell(name, headerCase)
      spelling.set(name.toLowerCase(), spelt)
      shown[spelt] = value
    }
  }
  return shown
}

export const cookiesOf = (rawHeaders: readonly string[]): string[] =>
  pairs(rawHeaders)
    .filter(([name]) => name.toLowerCase() === 'set-cookie')
    .map(([, value]) => value)

function pairs(raw: readonly string[]): [name: string, value: string][] {
  return raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ''] as [string, string]] : []))
}

function spell(name: string, headerCase: HeaderCase): string {
  if (headerCase === 'sent') return name
  const lower = name.toLowerCase()
  return headerCase === 'lower' ? lower : lower.replace(/(^|-)[a-z]/g, (initial) => initial.toUpperCase())
}
