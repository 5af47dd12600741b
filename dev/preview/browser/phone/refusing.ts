/**
 * Says once what is asked for and is not there; the answer stays `undefined`, so that code which looks before it
 * calls goes on, and code which does not fails where it stands.
 */
export function refusing<Api extends object>(name: string, api: Api): Api {
  const told = new Set<PropertyKey>()
  return new Proxy(api, {
    get(target, property) {
      if (!(property in target) && typeof property === 'string' && !told.has(property)) {
        told.add(property)
        console.warn(`${name}.${property} is not in the preview`)
      }
      return target[property as keyof Api]
    },
  })
}
