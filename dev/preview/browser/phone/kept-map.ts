import { openKept } from '../../../ui/kept'

/** A Map of strings that survives a reload: the browser keeps it under names that begin with `prefix`. */
export function keptMap(prefix: string): Map<string, string> {
  const strings = openKept()
  const kept = new Map<string, string>()
  for (const name of strings.names()) {
    if (name.startsWith(prefix)) kept.set(name.slice(prefix.length), strings.get(name) ?? '')
  }
  const set = kept.set.bind(kept)
  const remove = kept.delete.bind(kept)
  return Object.assign(kept, {
    set(key: string, value: string) {
      strings.set(prefix + key, value)
      return set(key, value)
    },
    delete(key: string) {
      strings.remove(prefix + key)
      return remove(key)
    },
  })
}
