/** A reader for as much XML as OSS's flat answers need. */

/** The content of each element of this name, in order. No element contains another of its own name. */
export function elements(xml: string, name: string): string[] {
  const found: string[] = []
  const pattern = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, 'g')
  for (let match = pattern.exec(xml); match; match = pattern.exec(xml)) found.push(match[1] as string)
  return found
}

/** The text of the first element of this name; '' if there is none. */
export const textOf = (xml: string, name: string): string =>
  (elements(xml, name)[0] ?? '').replace(/&(lt|gt|quot|apos|amp);/g, (_, entity: string) => ENTITIES[entity] as string)

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
