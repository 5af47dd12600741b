import { readFile, stat } from 'node:fs/promises'
import { basename, extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { checkBuckets } from '../define-routes/check-buckets'
import { defineRoutes, type RouteTable } from '../define-routes/route'
import { RoutesFileError } from './complaint'
import { parseRoutes } from './parse-routes'

const MAX_BYTES = 1024 ** 2

const DATA = ['.yaml', '.yml', '.json']

const MODULES = ['.js', '.mjs', '.ts', '.mts']

/** Whether a routes file can be read again while the backend runs. Node keeps the modules that it has loaded. */
export const isReloadable = (path: string): boolean => DATA.includes(extname(path))

/**
 * Reads the routes of a file: YAML, JSON, or a module that exports `routes`, which may have hooks.
 * @param buckets the names that a route may give as its `bucket`.
 * @throws RoutesFileError that says what is wrong, and where.
 */
export async function readRoutesFile(
  path: string,
  folder: string,
  buckets: readonly string[] = [],
): Promise<RouteTable> {
  const file = resolve(folder, path)
  const extension = extname(file)
  if (MODULES.includes(extension)) return importRoutes(path, file, buckets)
  if (!DATA.includes(extension)) {
    throw new RoutesFileError([`${path}: expected a name that ends with ${[...DATA, '.js', '.ts'].join(', ')}`])
  }
  const size = await sizeOf(path, file)
  if (size > MAX_BYTES) throw new RoutesFileError([`${path}: expected at most 1 MB, got ${size} bytes`])
  return parseRoutes(textOf(await readable(path, readFile(file)), path), basename(path), buckets)
}

/** Notepad and PowerShell on Windows may write UTF-16, or the code page of the computer. */
function textOf(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new RoutesFileError([`${path}: expected UTF-8, got another encoding: save the file as UTF-8`])
  }
}

const sizeOf = async (path: string, file: string): Promise<number> => (await readable(path, stat(file))).size

async function readable<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw new RoutesFileError([`${path}: cannot be read (${(error as NodeJS.ErrnoException).code})`])
  }
}

async function importRoutes(path: string, file: string, buckets: readonly string[]): Promise<RouteTable> {
  await sizeOf(path, file)
  const { routes } = await import(pathToFileURL(file).href).catch((error: NodeJS.ErrnoException) => {
    throw new RoutesFileError([`${path}: ${error.code === 'ERR_UNKNOWN_FILE_EXTENSION' ? NO_TYPES : error.message}`])
  })
  if (typeof routes !== 'object' || routes === null) {
    throw new RoutesFileError([`${path}: expected a module with "export const routes = defineRoutes({ … })"`])
  }
  checkBuckets(routes, buckets)
  return defineRoutes(routes)
}

/** Node strips types since 22.18. https://nodejs.org/api/typescript.html */
const NO_TYPES = `Node ${process.versions.node} cannot run TypeScript. Use Node 22.18 or later, or compile the file to .js.`
