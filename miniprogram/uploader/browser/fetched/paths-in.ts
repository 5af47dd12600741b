/** The local paths of `held-files.ts` that a JSON text names. There is nothing in them that JSON would escape. */
export const pathsIn = (json: string): string[] => json.match(/page-file:[\w./-]+/g) ?? []
