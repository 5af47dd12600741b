import type { Logger } from 'pino'
import type { RouteTable } from '../define-routes/route'
import { isReloadable, readRoutesFile } from './read-routes-file'

/** Reads the routes file again while the backend runs. If it has a fault, the routes stay as they are. */
export async function reloadRoutes(
  { path, folder, buckets, log }: { path: string; folder: string; buckets: readonly string[]; log: Logger },
  replace: (routes: RouteTable) => void,
): Promise<void> {
  if (!isReloadable(path)) {
    log.warn({ path }, 'Node loads a module only once: restart the backend to use its new routes')
    return
  }
  try {
    const routes = await readRoutesFile(path, folder, buckets)
    replace(routes)
    log.info({ path, routes: Object.keys(routes) }, 'routes read again')
  } catch (error) {
    log.error({ path, message: (error as Error).message }, 'routes file refused; the routes stay as they were')
  }
}
