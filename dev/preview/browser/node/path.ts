/** `node:path`, as far as `wx-host` uses it. */
export const extname = (path: string): string => /[^/](\.[^./]*)$/.exec(path)?.[1] ?? ''
