/** The part of `node:path` that `wx-host` uses. */
export const extname = (path: string): string => /[^/](\.[^./]*)$/.exec(path)?.[1] ?? ''
