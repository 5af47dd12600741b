import type { DeclaredFile } from '../define-routes/route-options'

/** What a hook learns about a file: these fields and no others. */
export const declaredFile = ({ name, size, type }: DeclaredFile): DeclaredFile => ({
  ...(name !== undefined && { name }),
  size,
  type,
})
