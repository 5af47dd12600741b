import { type Document, isMap, isNode, isScalar, type LineCounter, type Node } from 'yaml'

/** Keys and indexes from the root of the file. */
export type Path = readonly PropertyKey[]

/** What is wrong at one place of the file. */
export interface Complaint {
  path: Path
  message: string
}

/** A routes file that cannot be used. The message has one line for each complaint. */
export class RoutesFileError extends Error {
  constructor(lines: readonly string[]) {
    super(lines.join('\n'))
    this.name = 'RoutesFileError'
  }
}

/** `routes.yaml:12: routes.photo.maxSize: expected …` */
export function lineOf({ path, message }: Complaint, file: string, document: Document, lines: LineCounter): string {
  const offset = offsetOf(path, document)
  const place = offset === undefined ? file : `${file}:${lines.linePos(offset).line}`
  return [place, ...(path.length > 0 ? [path.join('.')] : []), message].join(': ')
}

/** Where the key or the value at the end of the path stands, or else the nearest that exists around it. */
function offsetOf(path: Path, document: Document): number | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = nodeAt(path.slice(0, length), document)
    if (node?.range) return node.range[0]
  }
  return undefined
}

function nodeAt(path: Path, document: Document): Node | undefined {
  if (path.length === 0) return document.contents ?? undefined
  const parent = document.getIn(path.slice(0, -1), true)
  const last = path.at(-1)
  const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === last) : undefined
  const found = pair ? pair.key : document.getIn(path, true)
  return isNode(found) ? found : undefined
}
