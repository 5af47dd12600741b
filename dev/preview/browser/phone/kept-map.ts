/** A Map of strings that survives a reload: it is kept in localStorage under names that begin with `prefix`. */
export function keptMap(prefix: string): Map<string, string> {
  const kept = new Map<string, string>()
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(prefix)) kept.set(name.slice(prefix.length), localStorage.getItem(name) ?? '')
  }
  const set = kept.set.bind(kept)
  const remove = kept.delete.bind(kept)
  return Object.assign(kept, {
    set(key: string, value: string) {
      localStorage.setItem(prefix + key, value)
      return set(key, value)
    },
    delete(key: string) {
      localStorage.removeItem(prefix + key)
      return remove(key)
    },
  })
}
