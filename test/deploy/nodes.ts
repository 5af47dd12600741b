import { join } from 'node:path'

/**
 * A folder with a folder for each version of Node, in which npm's package `node` is installed: some 190 MB each, which
 * `npm ci` does not install.
 */
export const NODES = process.env.NODES

/** The path of one of these. */
export const nodeOf = (version: string): string => join(NODES ?? '', version, 'node_modules/node/bin/node')
