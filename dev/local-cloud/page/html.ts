/** Markup that is safe to send: all values in it are escaped. */
export interface Html {
  readonly markup: string
}

type Value = Html | string | number | undefined | false | readonly Html[]

/** A template of HTML. Strings are escaped for elements and for attributes in double quotes; false gives nothing. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Html {
  const parts = strings.map((text, index) => text + (index < values.length ? write(values[index]) : ''))
  return { markup: parts.join('') }
}

function write(value: Value): string {
  if (value === undefined || value === false) return ''
  if (typeof value === 'string' || typeof value === 'number') return escaped(`${value}`)
  if ('markup' in value) return value.markup
  return value.map(({ markup }) => markup).join('')
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
