import type { AddTile, Tile } from './tiles'

export interface View {
  tiles: Tile[]
  add: AddTile
  notice: string
}

/** What `setData` has to carry over to the view: single fields by path, or the tiles whole when others are there. */
export function viewChanges(shown: View, wanted: View): Record<string, unknown> {
  return {
    ...tileChanges(shown.tiles, wanted.tiles),
    ...fieldChanges('add.', shown.add, wanted.add),
    ...(shown.notice === wanted.notice ? {} : { notice: wanted.notice }),
  }
}

function tileChanges(shown: Tile[], wanted: Tile[]): Record<string, unknown> {
  const sameFiles = shown.length === wanted.length && wanted.every(({ uid }, index) => uid === shown[index]?.uid)
  if (!sameFiles) return { tiles: wanted }
  const changes: Record<string, unknown> = {}
  wanted.forEach((tile, index) => {
    const old = shown[index]
    if (old) Object.assign(changes, fieldChanges(`tiles[${index}].`, old, tile))
  })
  return changes
}

function fieldChanges<Shape extends object>(path: string, shown: Shape, wanted: Shape): Record<string, unknown> {
  const changes: Record<string, unknown> = {}
  for (const name of Object.keys(wanted) as (keyof Shape & string)[]) {
    if (shown[name] !== wanted[name]) changes[`${path}${name}`] = wanted[name]
  }
  return changes
}
