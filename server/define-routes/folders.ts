/** A key names its route by its folder: `<prefix>/<folder>/<user hash>/<random>.<ext>`. */

interface FolderRule {
  readonly keyPrefix?: string
}

export const folderOf = (route: string, { keyPrefix }: FolderRule): string => keyPrefix ?? route

/** These folders have a meaning of their own in keys, so no route may have them: `<prefix>/pending/…`. */
const RESERVED = ['pending', 'sts']

const FOLDER = /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}(\/[A-Za-z0-9][A-Za-z0-9_-]{0,31}){0,3}$/

/**
 * The names of the routes, by folder.
 * @throws Error if a folder is not valid in a key, or two routes share one.
 */
export function routesByFolder(routes: Readonly<Record<string, FolderRule>>): ReadonlyMap<string, string> {
  const byFolder = new Map<string, string>()
  for (const [name, route] of Object.entries(routes)) {
    const folder = folderOf(name, route)
    const other = byFolder.get(folder)
    if (!FOLDER.test(folder) || RESERVED.includes(folder.split('/')[0] ?? '')) {
      const expected = `expected up to 4 words of letters, digits, - or _, the first none of ${RESERVED.join(', ')}`
      throw new Error(`Route "${name}": ${expected}, got the folder "${folder}"`)
    }
    if (other !== undefined) throw new Error(`Route "${name}": its folder "${folder}" is that of "${other}" already`)
    byFolder.set(folder, name)
  }
  return byFolder
}
