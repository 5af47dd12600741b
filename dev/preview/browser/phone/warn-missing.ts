/**
 * Warns once about each missing member that is read. The value stays `undefined`, so that code with a check continues
 * and code without one fails at that line.
 */
export function warnMissing<Api extends object>(name: string, api: Api): Api {
  const warned = new Set<PropertyKey>()
  return new Proxy(api, {
    get(target, property) {
      if (!(property in target) && typeof property === 'string' && !warned.has(property)) {
        warned.add(property)
        console.warn(`${name}.${property} is not in the preview`)
      }
      return target[property as keyof Api]
    },
  })
}
