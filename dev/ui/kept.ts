/** Strings that the browser keeps, by name. Where it keeps nothing (storage is blocked), they last as long as the page. */
export interface Kept {
  names(): string[]
  get(name: string): string | null
  set(name: string, value: string): void
  remove(name: string): void
}

export function openKept(): Kept {
  const storage = usable()
  const memory = new Map<string, string>()
  if (!storage) {
    return {
      names: () => [...memory.keys()],
      get: (name) => memory.get(name) ?? null,
      set: (name, value) => void memory.set(name, value),
      remove: (name) => void memory.delete(name),
    }
  }
  return {
    names: () => Object.keys(storage),
    get: (name) => storage.getItem(name),
    set: (name, value) => storage.setItem(name, value),
    remove: (name) => storage.removeItem(name),
  }
}

/** Reading `localStorage` throws where cookies are blocked. */
function usable(): Storage | undefined {
  try {
    return localStorage
  } catch {
    return undefined
  }
}
