export const ID_PATH = 'expected names of fields with dots between them, such as data.id: at most 8 names'

/** `data.user.id` → `['data', 'user', 'id']`; `undefined` if it is no path. Places in lists cannot be named. */
export function parseIdPath(path: string): string[] | undefined {
  const names = path.split('.')
  const isValid = names.length <= 8 && names.every((name) => /^[A-Za-z_$][\w$-]{0,63}$/.test(name))
  return isValid ? names : undefined
}
